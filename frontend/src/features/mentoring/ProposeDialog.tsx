import { NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { schoolToday, useFormat } from '@/shared/i18n/format';
import { monthOf } from '@/shared/pairs/months';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { DutiesEditor } from './DutiesEditor';
import classes from './PairForm.module.css';
import { type Duty, type PairFile, proposeAgreement } from './queries';
import { touched } from './touched';

interface Props {
  opened: boolean;
  onClose: () => void;
  pair: PairFile;
}

/** Another version. Until it is signed the one before it holds. */
export function ProposeDialog({ opened, onClose, pair }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={onClose} title={t('pairs.agreement.propose')} size="lg">
      {opened && <Form pair={pair} onClose={onClose} />}
    </FormDialog>
  );
}

/** The firsts of the months in which another version may begin. */
function monthsAhead(first: string, last: string) {
  const months: string[] = [];
  for (let month = first; month <= last && months.length < 36; ) {
    months.push(month);
    const [year = 0, number = 0] = month.split('-').map(Number);
    month = `${number === 12 ? year + 1 : year}-${String((number % 12) + 1).padStart(2, '0')}-01`;
  }
  return months;
}

function Form({ pair, onClose }: { pair: PairFile; onClose: () => void }) {
  const { t } = useTranslation();
  const { longMonth } = useFormat();
  const newest = pair.agreements.at(-1);
  const months = monthsAhead(monthOf(schoolToday()), pair.ends_on).filter((month) => month > pair.starts_on);
  const [goals, setGoals] = useState(newest?.goals ?? '');
  const [duties, setDuties] = useState<Duty[]>(
    () => newest?.duties.map(({ kind, period, at_least }): Duty => ({ kind, period, at_least })) ?? [],
  );
  const [from, setFrom] = useState(months[1] ?? months[0] ?? '');
  const [asked, setAsked] = useState(false);
  const isSigned = pair.agreement !== null;
  const save = useWrite(
    (body: Parameters<typeof proposeAgreement>[1]) => proposeAgreement(pair.id, body),
    touched,
    () => {
      notify(t('pairs.agreement.proposedNow'));
      onClose();
    },
  );
  const refused = refusals(save.error);
  return (
    <FormBody
      confirm={t('pairs.agreement.send')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (goals.trim())
          save.mutate({ goals: goals.trim(), duties, ...(isSigned && from && { effective_from: from }) });
      }}
      onClose={onClose}
      fields={['goals', 'effective_from', 'duties', ...duties.map((_, at) => `duties.${at}`)]}
    >
      {isSigned && (
        <NativeSelect
          className={classes.monthSelect}
          label={t('pairs.agreement.fromMonth')}
          value={from}
          onChange={({ currentTarget }) => setFrom(currentTarget.value)}
          data={months.map((month) => ({ value: month, label: longMonth(month) }))}
          error={refused.effective_from}
        />
      )}
      <DutiesEditor duties={duties} onChange={setDuties} refused={refused} />
      <Textarea
        withAsterisk
        label={t('pairForm.goals')}
        autosize
        minRows={4}
        maxRows={14}
        maxLength={3000}
        value={goals}
        onChange={({ currentTarget }) => setGoals(currentTarget.value)}
        error={asked && !goals.trim() ? t('error.required') : refused.goals}
      />
    </FormBody>
  );
}
