import { NativeSelect, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { colleagues } from '@/shared/api/lists';
import { schoolToday } from '@/shared/i18n/format';
import { classesToVisit, lessonKinds, PERIODS } from '@/shared/lessons/lists';
import { useLessonWords } from '@/shared/lessons/useLessonWords';
import { useMe } from '@/shared/session/me';
import classes from './Observe.module.css';
import type { Fresh } from './values';

interface Props {
  fresh: Fresh;
  onChange: (fresh: Fresh) => void;
  wrong: Record<string, string>;
}

/** A lesson that stands in no plan: whose, when, what. */
export function FreshFields({ fresh, onChange, wrong }: Props) {
  const { t } = useTranslation();
  const words = useLessonWords();
  const me = useMe();
  const staff = useQuery(colleagues);
  const rooms = useQuery(classesToVisit);
  const kinds = useQuery(lessonKinds);
  const offered = (kinds.data?.value ?? []).filter((one) => one.is_active && (fresh.is_out || !one.is_announced));
  const put = (next: Partial<Fresh>) => onChange({ ...fresh, ...next });
  const text = (name: 'host_name' | 'organiser' | 'subject' | 'topic' | 'place', maxLength: number) => ({
    label: t(`observe.fresh.${name}`),
    withAsterisk: name !== 'place' || fresh.is_out,
    maxLength,
    value: fresh[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => put({ [name]: currentTarget.value }),
    error: wrong[name],
    'data-field': name,
  });
  const [only] = offered.length === 1 ? offered : [];
  // biome-ignore lint/correctness/useExhaustiveDependencies: one kind is no question; asked once when it is known
  useEffect(() => {
    if (only && fresh.kind !== only.id) put({ kind: only.id });
  }, [only?.id]);
  return (
    <section className={classes.sheet} aria-label={t('observe.which')}>
      {fresh.is_out ? (
        <div className={classes.pair}>
          <TextInput {...text('host_name', 50)} />
          <TextInput {...text('organiser', 100)} />
        </div>
      ) : (
        <Select
          label={t('observe.fresh.host')}
          placeholder={t('visit.pickCompanions')}
          withAsterisk
          searchable
          limit={50}
          data={(staff.data?.value ?? [])
            .filter((one) => one.id !== me.staff_id)
            .map((one) => ({ value: one.id, label: one.name }))}
          value={fresh.host || null}
          onChange={(host) => put({ host: host ?? '' })}
          error={wrong.host}
          data-field="host"
        />
      )}
      <div className={classes.pair}>
        <TextInput
          type="date"
          label={t('observe.fresh.taught_on')}
          withAsterisk
          max={schoolToday()}
          value={fresh.taught_on}
          onChange={({ currentTarget }) => put({ taught_on: currentTarget.value })}
          error={wrong.taught_on}
          data-field="taught_on"
        />
        <NativeSelect
          label={t('observe.fresh.period')}
          withAsterisk
          value={String(fresh.period)}
          onChange={({ currentTarget }) => put({ period: Number(currentTarget.value) })}
          data={PERIODS.map((number) => ({ value: String(number), label: words.period(number) }))}
        />
      </div>
      <div className={classes.pair}>
        <TextInput {...text('subject', 30)} />
        <TextInput {...text('topic', 100)} />
      </div>
      <div className={classes.pair}>
        {!fresh.is_out && (
          <NativeSelect
            label={t('observe.fresh.school_class')}
            value={fresh.school_class}
            onChange={({ currentTarget }) => put({ school_class: currentTarget.value })}
            data={[
              { value: '', label: t('observe.fresh.noClass') },
              ...(rooms.data?.value ?? []).map((one) => ({ value: one.id, label: one.name })),
            ]}
          />
        )}
        {(offered.length > 1 || (!only && wrong.kind)) && (
          <NativeSelect
            label={t('observe.fresh.kind')}
            withAsterisk
            value={fresh.kind}
            onChange={({ currentTarget }) => put({ kind: currentTarget.value })}
            data={[
              { value: '', label: t('observe.fresh.pickKind') },
              ...offered.map((one) => ({ value: one.id, label: one.name })),
            ]}
            error={wrong.kind}
            data-field="kind"
          />
        )}
        <TextInput {...text('place', 60)} />
      </div>
    </section>
  );
}
