import { Button, Stack, Switch, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { useMe } from '@/shared/session/me';
import { refusals } from '@/shared/ui/FormDialog';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import classes from './Activities.module.css';
import {
  type ActivityDetail,
  type ActivityReflection,
  mendReflection,
  reflectionsOf,
  touched,
  writeReflection,
} from './queries';

/** What I make of it, and who may read that; an organiser reads here what colleagues let them read. */
export function Reflections({ row }: { row: ActivityDetail }) {
  const { t } = useTranslation();
  const me = useMe();
  const format = useFormat();
  const { data, error, isPending, refetch } = useQuery(reflectionsOf(row.id));
  const [writing, setWriting] = useState(false);
  const tookPart = row.is_mine || row.my_part?.attended === true;
  const mine = data?.find((one) => one.is_mine);
  const others = (data ?? []).filter((one) => !one.is_mine);
  if (!tookPart && !mine && data?.length === 0) return null;
  return (
    <Panel title={t('activities.reflections')} hint={t('activities.reflectionsHint')}>
      {isPending && <PageSkeleton />}
      {!isPending && !data && <Failure error={error} reset={refetch} />}
      {data && (
        <Stack gap="md">
          {mine && !writing && (
            <div>
              <p className={classes.text}>{mine.text}</p>
              <p className={classes.quiet}>
                {t(mine.is_private ? 'activities.readsNobody' : 'activities.readsOrganiser', {
                  name: row.organiser.name,
                })}
              </p>
              {mine.abilities.includes('partial_update') && (
                <Button size="sm" variant="subtle" onClick={() => setWriting(true)}>
                  {t('activities.mendReflection')}
                </Button>
              )}
            </div>
          )}
          {((!mine && tookPart && me.staff_id) || writing) && (
            <Form row={row} mine={mine} onDone={() => setWriting(false)} />
          )}
          {others.length > 0 && (
            <ul className={classes.people}>
              {others.map((one) => (
                <li key={one.id}>
                  <div className={classes.person}>
                    <b>{one.staff.name}</b>
                    <small>{format.moment(one.written_at)}</small>
                    <p className={classes.text}>{one.text}</p>
                  </div>
                </li>
              ))}
            </ul>
          )}
        </Stack>
      )}
    </Panel>
  );
}

interface FormProps {
  row: ActivityDetail;
  mine: ActivityReflection | undefined;
  onDone: () => void;
}

function Form({ row, mine, onDone }: FormProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(mine?.text ?? '');
  const [isPrivate, setIsPrivate] = useState(mine?.is_private ?? false);
  const [missing, setMissing] = useState(false);
  const save = useWrite(
    (words: string, key) => {
      const body = { text: words, is_private: isPrivate };
      return mine
        ? mendReflection({ id: mine.id, version: mine.version, body })
        : writeReflection({ ...body, activity: row.id }, key);
    },
    touched,
    () => {
      notify(t('activities.reflectionSaved'));
      onDone();
    },
  );
  const refused = refusals(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!text.trim());
    if (text.trim()) save.mutate(text.trim());
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Textarea
          label={t('activities.reflectionLabel')}
          withAsterisk
          autosize
          minRows={4}
          maxRows={14}
          maxLength={3000}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          error={missing ? t('error.required') : refused.text}
        />
        {!row.is_mine && (
          <Switch
            label={t('activities.keepPrivate')}
            description={t(isPrivate ? 'activities.readsNobody' : 'activities.readsOrganiser', {
              name: row.organiser.name,
            })}
            checked={isPrivate}
            onChange={({ currentTarget }) => setIsPrivate(currentTarget.checked)}
          />
        )}
        {save.error && !refused.text && (
          <p role="alert" className={classes.refusal}>
            {problemText(save.error)}
          </p>
        )}
        <div className={classes.acts}>
          <Button type="submit" loading={save.isPending}>
            {t('activities.saveReflection')}
          </Button>
          {mine && (
            <Button variant="subtle" onClick={onDone}>
              {t('act.cancel')}
            </Button>
          )}
        </div>
      </Stack>
    </form>
  );
}
