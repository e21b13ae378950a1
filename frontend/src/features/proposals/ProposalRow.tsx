import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSealedNote } from '@/shared/care/useSealedNote';
import { useFormat } from '@/shared/i18n/format';
import { ChildName } from '@/shared/ui/ChildName';
import { notify, notifyProblem } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import classes from '@/shared/ui/Rows.module.css';
import { Tag } from '@/shared/ui/Tag';
import { type Proposal, revealNote, useStep } from './queries';

/** One child, one category, what is to be written, and the step that is mine. */
export function ProposalRow({ row }: { row: Proposal }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [sendingBack, setSendingBack] = useState(false);
  const sealed = useSealedNote(row, revealNote);
  const step = useStep();
  const can = (ability: string) => row.abilities.includes(ability);
  const take = (verb: 'check' | 'confirm' | 'withdraw') =>
    step.mutate(
      { id: row.id, verb },
      { onSuccess: () => notify(t(`proposals.done.${verb}`, { name: row.student.name })), onError: notifyProblem },
    );
  const mine = row.waits_for === 'check' || row.waits_for === 'confirm' ? row.waits_for : undefined;
  return (
    <li>
      <div className={classes.what}>
        <ChildName child={row.student} file={row.has_note !== undefined}>
          <Tag tone="brand">{row.category.name}</Tag>
          <Tag tone={row.kind === 'end' ? 'soon' : 'calm'}>{t(`proposals.kinds.${row.kind}`)}</Tag>
          <State row={row} />
        </ChildName>
        <p className={classes.facts}>
          {row.kind === 'end' && row.ends_on
            ? t('proposals.until', { date: format.date(row.ends_on) })
            : row.starts_on && t('proposals.since', { date: format.date(row.starts_on) })}
          {row.basis && ` · ${t('proposals.basisOf', { basis: row.basis })}`}
        </p>
        <p className={classes.small}>{useSteps(row)}</p>
        {row.send_back_reason && (
          <p className={classes.reason}>
            {t('proposals.sentBackBecause', {
              name: row.sent_back_by?.name ?? '',
              reason: row.send_back_reason,
            })}
          </p>
        )}
        {sealed.note}
      </div>
      <div className={classes.acts}>
        {sealed.button}
        {mine && can(mine) && (
          <Button
            size="sm"
            loading={step.isPending}
            aria-label={`${t(`proposals.${mine}`)}：${row.student.name}`}
            onClick={() => take(mine)}
          >
            {t(`proposals.${mine}`)}
          </Button>
        )}
        {row.waits_for && can('send_back') && (
          <Button
            size="sm"
            variant="default"
            aria-label={`${t('proposals.sendBack')}：${row.student.name}`}
            onClick={() => setSendingBack(true)}
          >
            {t('proposals.sendBack')}
          </Button>
        )}
        {row.waits_for && can('withdraw') && (
          <Button
            size="sm"
            variant="subtle"
            loading={step.isPending}
            aria-label={`${t('proposals.withdraw')}：${row.student.name}`}
            onClick={() => take('withdraw')}
          >
            {t('proposals.withdraw')}
          </Button>
        )}
      </div>
      <ReasonDialog
        opened={sendingBack}
        onClose={() => setSendingBack(false)}
        title={t('proposals.sendBackTitle', { name: row.student.name })}
        hint={t('proposals.sendBackHint')}
        label={t('proposals.reason')}
        confirm={t('proposals.sendBack')}
        busy={step.isPending}
        error={step.error}
        onConfirm={(reason) =>
          step.mutate(
            { id: row.id, verb: 'send_back', reason },
            {
              onSuccess: () => {
                notify(t('proposals.done.send_back', { name: row.student.name }));
                setSendingBack(false);
              },
            },
          )
        }
      />
      {sealed.dialog}
    </li>
  );
}

export function State({ row }: { row: Proposal }) {
  const { t } = useTranslation();
  if (row.waits_for === 'check') return <Tag tone="soon">{t('proposals.waits.check')}</Tag>;
  if (row.waits_for === 'confirm')
    return (
      <>
        <Tag tone="soon">{t('proposals.waits.confirm')}</Tag>
        {row.is_passed_over && <Tag>{t('proposals.passedOver')}</Tag>}
      </>
    );
  const tone = row.state === 'confirmed' ? 'brand' : row.state === 'sent_back' ? 'trouble' : 'calm';
  return <Tag tone={tone}>{t(`proposals.states.${row.state as 'confirmed'}`)}</Tag>;
}

/** Who took which step, and when. */
function useSteps(row: Proposal): string {
  const { t } = useTranslation();
  const format = useFormat();
  const steps = [
    t('proposals.proposedBy', { name: row.proposed_by?.name ?? '', date: format.day(row.proposed_at) }),
    row.checked_at && t('proposals.checkedBy', { name: row.checked_by?.name ?? '', date: format.day(row.checked_at) }),
    row.confirmed_at && row.is_passed_over && t('proposals.passedOver'),
    row.confirmed_at &&
      t('proposals.confirmedBy', { name: row.confirmed_by?.name ?? '', date: format.day(row.confirmed_at) }),
  ];
  return steps.filter(Boolean).join(' → ');
}
