import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { Choices } from '@/shared/ui/Choices';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Activities.module.css';
import { type ActivityKind, type Area, addKind, areas, changeKind, kindList } from './queries';
import { Ways } from './Ways';

const whom = ['is_for_staff', 'is_for_pupils', 'is_for_families'] as const;
const asks = [
  'asks_hours',
  'asks_research_level',
  'asks_domain',
  'asks_headcount',
  'asks_visitors',
  'asks_issue',
  'asks_classes',
  'asks_outcome',
  'asks_reflection',
] as const;
const touched = ['activity-kinds', 'activities'] as const;

/** The kinds of activity of this school: what each asks for is what it counts as, so that stays as it is. */
export function ActivityKindsPage() {
  const { t } = useTranslation();
  const [writing, setWriting] = useState<ActivityKind | 'new'>();
  const { data, error, isPending, refetch } = useQuery(kindList);
  return (
    <div className={classes.page}>
      <PageHeader title={t('activityKinds.title')} hint={t('activityKinds.hint')}>
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setWriting('new')}>
          {t('activityKinds.add')}
        </Button>
      </PageHeader>
      <Ways />
      {isPending && <PageSkeleton />}
      {!isPending && !data && <Failure error={error} reset={refetch} />}
      {areas.map((area) => {
        const some = (data ?? []).filter((one) => one.area === area);
        if (some.length === 0) return null;
        return (
          <section key={area} className={classes.section} aria-labelledby={`kinds-${area}`}>
            <h2 id={`kinds-${area}`}>{t(`activities.areas.${area}`)}</h2>
            <ul className={classes.list}>
              {some.map((one) => (
                <KindRow key={one.id} kind={one} onChange={() => setWriting(one)} />
              ))}
            </ul>
          </section>
        );
      })}
      <FormDialog
        opened={writing !== undefined}
        onClose={() => setWriting(undefined)}
        title={
          writing === undefined || writing === 'new'
            ? t('activityKinds.add')
            : t('activityKinds.changeOf', { name: writing.name })
        }
      >
        {writing === 'new' && <NewKind onClose={() => setWriting(undefined)} />}
        {writing !== undefined && writing !== 'new' && <Change of={writing} onClose={() => setWriting(undefined)} />}
      </FormDialog>
    </div>
  );
}

function KindRow({ kind, onChange }: { kind: ActivityKind; onChange: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const says = [
    format.list(whom.filter((name) => kind[name]).map((name) => t(`activityKinds.${name}`))),
    format.list(asks.filter((name) => kind[name]).map((name) => t(`activityKinds.${name}`))),
  ].filter(Boolean);
  return (
    <li>
      <div className={classes.row} style={{ gridTemplateColumns: '1fr auto' }}>
        <div className={classes.what}>
          <b>
            {kind.name} {!kind.is_active && <Tag>{t('activityKinds.inactive')}</Tag>}
          </b>
          <small>{says.join(' · ')}</small>
        </div>
        {kind.abilities.includes('change') && (
          <Button
            size="sm"
            variant="default"
            aria-label={t('activityKinds.changeOf', { name: kind.name })}
            onClick={onChange}
          >
            {t('activityKinds.change')}
          </Button>
        )}
      </div>
    </li>
  );
}

function NewKind({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [code, setCode] = useState('');
  const [area, setArea] = useState<Area>('moral');
  const [forWhom, setForWhom] = useState<(typeof whom)[number][]>(['is_for_staff']);
  const [asked, setAsked] = useState<(typeof asks)[number][]>(['asks_outcome']);
  const [tried, setTried] = useState(false);
  const save = useWrite(
    (_: undefined, key) => {
      // Visitors are counted: the one asks for the other.
      const wanted = asked.includes('asks_visitors') ? [...asked, 'asks_headcount' as const] : asked;
      return addKind(
        {
          code: code.trim(),
          name: name.trim(),
          area,
          ...Object.fromEntries(whom.map((one) => [one, forWhom.includes(one)])),
          ...Object.fromEntries(asks.map((one) => [one, wanted.includes(one)])),
        },
        key,
      );
    },
    touched,
    (made) => {
      notify(t('activityKinds.saved', { name: made.name }));
      onClose();
    },
  );
  const refused = refusals(save.error);
  return (
    <FormBody
      confirm={t('activityKinds.save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setTried(true);
        if (name.trim() && code.trim() && forWhom.length) save.mutate(undefined);
      }}
      onClose={onClose}
      fields={['name', 'code', 'area', 'is_for_staff', 'asks_headcount']}
    >
      <TextInput
        label={t('activityKinds.name')}
        withAsterisk
        data-autofocus
        maxLength={30}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        error={tried && !name.trim() ? t('error.required') : refused.name}
      />
      <TextInput
        label={t('activityKinds.code')}
        description={t('activityKinds.codeHint')}
        withAsterisk
        maxLength={30}
        value={code}
        onChange={({ currentTarget }) => setCode(currentTarget.value)}
        error={tried && !code.trim() ? t('error.required') : refused.code}
      />
      <NativeSelect
        label={t('activityKinds.area')}
        withAsterisk
        value={area}
        onChange={({ currentTarget }) => setArea(areas.find((one) => one === currentTarget.value) ?? 'other')}
        data={areas.map((value) => ({ value, label: t(`activities.areas.${value}`) }))}
        error={refused.area}
      />
      <Choices<(typeof whom)[number]>
        multiple
        legend={t('activityKinds.whom')}
        name="whom"
        value={forWhom}
        onChange={setForWhom}
        options={whom.map((value) => ({ value, label: t(`activityKinds.${value}`) }))}
        error={tried && forWhom.length === 0 ? t('error.required') : refused.is_for_staff}
      />
      <Choices<(typeof asks)[number]>
        multiple
        legend={t('activityKinds.asks')}
        hint={t('activityKinds.asksHint')}
        name="asks"
        value={asked}
        onChange={setAsked}
        options={asks.map((value) => ({ value, label: t(`activityKinds.${value}`) }))}
        error={refused.asks_headcount}
      />
    </FormBody>
  );
}

function Change({ of, onClose }: { of: ActivityKind; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(of.name);
  const [position, setPosition] = useState(String(of.position));
  const [isActive, setIsActive] = useState(of.is_active);
  const [tried, setTried] = useState(false);
  const save = useWrite(changeKind, touched, (made) => {
    notify(t('activityKinds.saved', { name: made.name }));
    onClose();
  });
  const refused = refusals(save.error);
  return (
    <FormBody
      confirm={t('activityKinds.save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setTried(true);
        if (name.trim() && position.trim())
          save.mutate({
            id: of.id,
            body: { name: name.trim(), position: Number(position), is_active: isActive },
          });
      }}
      onClose={onClose}
      fields={['name', 'position', 'is_active']}
    >
      <p className={classes.quiet}>{t('activityKinds.fixed')}</p>
      <TextInput
        label={t('activityKinds.name')}
        withAsterisk
        data-autofocus
        maxLength={30}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        error={tried && !name.trim() ? t('error.required') : refused.name}
      />
      <TextInput
        label={t('activityKinds.position')}
        type="number"
        min={1}
        max={1000}
        withAsterisk
        value={position}
        onChange={({ currentTarget }) => setPosition(currentTarget.value)}
        error={tried && !position.trim() ? t('error.required') : refused.position}
      />
      <label className={classes.check}>
        <input
          type="checkbox"
          checked={isActive}
          onChange={({ currentTarget }) => setIsActive(currentTarget.checked)}
        />
        {t('activityKinds.active')}
      </label>
      {refused.is_active && <p className={classes.refusal}>{refused.is_active}</p>}
    </FormBody>
  );
}
