import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { strategyTags } from '@/shared/lessons/lists';
import { refusals } from '@/shared/ui/FormDialog';
import { notify, notifyProblem, problemText } from '@/shared/ui/notify';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { addTag, changeTag, touched } from './queries';
import classes from './Settings.module.css';

/** The school's own words for what works. One that is retired stays on what it was given to. */
export function StrategyTags() {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const { data, error, isPending, refetch } = useQuery(strategyTags);
  const add = useWrite(
    (_: undefined, key) => addTag({ name: name.trim() }, key),
    touched,
    (made) => {
      notify(t('lessonSettings.saved', { name: made.name }));
      setName('');
    },
  );
  const change = useWrite(changeTag, touched, (made) => notify(t('lessonSettings.saved', { name: made.name })));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) add.mutate(undefined);
  };
  return (
    <>
      <ul className={classes.list}>
        {data.value.map((one) => (
          <li key={one.id} data-closed={!one.is_active || undefined}>
            <div className={classes.what}>
              <b>{one.name}</b> {!one.is_active && <Tag>{t('lessonSettings.inactive')}</Tag>}
            </div>
            {one.abilities.includes('change') && (
              <Button
                size="sm"
                variant="default"
                disabled={change.isPending}
                aria-label={t(one.is_active ? 'lessonSettings.retireOf' : 'lessonSettings.reviveOf', {
                  name: one.name,
                })}
                onClick={() =>
                  change.mutate({ id: one.id, body: { is_active: !one.is_active } }, { onError: notifyProblem })
                }
              >
                {t(one.is_active ? 'lessonSettings.retire' : 'lessonSettings.revive')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <form onSubmit={submit} className={classes.addLine} noValidate>
        <TextInput
          label={t('lessonSettings.newTag')}
          description={t('lessonSettings.newTagHint')}
          maxLength={20}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          error={refusals(add.error).name ?? (add.error ? problemText(add.error) : undefined)}
        />
        <Button type="submit" variant="light" disabled={!name.trim()} loading={add.isPending}>
          {t('lessonSettings.addTag')}
        </Button>
      </form>
    </>
  );
}
