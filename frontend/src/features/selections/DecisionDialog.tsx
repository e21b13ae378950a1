import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { schoolToday } from '@/shared/i18n/format';
import { Choices } from '@/shared/ui/Choices';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { decide, nominationsOf, type Selection, touched } from './queries';
import classes from './Selections.module.css';

interface Props {
  of: Selection;
  opened: boolean;
  onClose: () => void;
}

/** All at once: those selected, and with them that nobody else is. */
export function DecisionDialog({ of, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={onClose} title={t('selections.decide')} size="lg">
      <Form of={of} onClose={onClose} />
    </FormDialog>
  );
}

function Form({ of, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const { data: rows, error, isPending, refetch } = useQuery(nominationsOf(of.id));
  const [day, setDay] = useState(schoolToday());
  const [selected, setSelected] = useState<string[]>([]);
  const save = useWrite(decide, touched, () => {
    notify(t('selections.decidedNow'));
    onClose();
  });
  if (isPending) return <PageSkeleton />;
  if (!rows) return <Failure error={error} reset={refetch} />;
  const confirmed = rows.filter((row) => row.state === 'confirmed');
  const waiting = rows.filter((row) => row.state === 'nominated').length;
  const refused = refusals(save.error);
  const many = selected.length > of.places;
  const said = Object.entries(refused).find(([name]) => name.startsWith('selected'))?.[1];
  return (
    <FormBody
      confirm={t('selections.decideGo', { count: selected.length })}
      busy={save.isPending}
      error={said ? null : save.error}
      onSubmit={() => {
        if (!many && day) save.mutate({ id: of.id, decided_on: day, selected });
      }}
      onClose={onClose}
      fields={['decided_on']}
    >
      <p className={classes.notice}>{t('selections.decideHint')}</p>
      {waiting > 0 && <p className={classes.warning}>{t('selections.unconfirmed', { count: waiting })}</p>}
      {confirmed.length === 0 ? (
        <p className={classes.facts}>{t('selections.noneConfirmed')}</p>
      ) : (
        <Choices
          multiple
          legend={t('selections.whoSelected', { count: of.places })}
          name="selected"
          value={selected}
          onChange={setSelected}
          options={confirmed.map((row) => ({
            value: row.id,
            label: row.name,
            note: row.student?.school_class?.name,
          }))}
          error={many ? t('selections.tooMany', { count: of.places }) : said}
        />
      )}
      <TextInput
        type="date"
        withAsterisk
        label={t('selections.decidedLabel')}
        min={of.starts_on}
        max={schoolToday()}
        value={day}
        onChange={({ currentTarget }) => setDay(currentTarget.value)}
        error={day ? refused.decided_on : t('error.required')}
      />
    </FormBody>
  );
}
