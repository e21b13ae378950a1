import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { notify, notifyProblem } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Tag } from '@/shared/ui/Tag';
import classes from './Proposals.module.css';
import { type Proposal, revealNote, useStep } from './queries';

/** One child, one category, what is to be written, and the step that is mine. */
export function ProposalRow({ row }: { row: Proposal }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [asking, setAsking] = useState<'send_back' | 'reveal'>();
  const [note, setNote] = useState<string>();
  const step = useStep();
  const reveal = useMutation({
    mutationFn: revealNote,
    onSuccess: (answer) => {
      setNote(answer.note);
      setAsking(undefined);
    },
  });
  const can = (ability: string) => row.abilities.includes(ability);
  const take = (verb: 'check' | 'confirm' | 'withdraw') =>
    step.mutate(
      { id: row.id, verb },
      { onSuccess: () => notify(t(`proposals.done.${verb}`, { name: row.student.name })), onError: notifyProblem },
    );
  const mine = row.waits_for === 'check' || row.waits_for === 'confirm' ? row.waits_for : undefined;
  const knows = row.has_note !== undefined;
  return (
    <li>
      <div className={classes.what}>
        <div className={classes.name}>
          {knows ? (
            <Link to="/children/$id/file" params={{ id: row.student.id }}>
              <b>{row.student.name}</b>
            </Link>
          ) : (
            <b>{row.student.name}</b>
          )}
          <small>{row.student.school_class?.name}</small>
          <Tag tone="brand">{row.category.name}</Tag>
          <Tag tone={row.kind === 'end' ? 'soon' : 'calm'}>{t(`proposals.kinds.${row.kind}`)}</Tag>
          <State row={row} />
        </div>
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
        {note !== undefined && (
          <p className={classes.reason} role="status">
            {note}
          </p>
        )}
      </div>
      <div className={classes.acts}>
        {row.has_note && note === undefined && can('reveal') && (
          <Button
            size="sm"
            variant="subtle"
            leftSection={<IconEye size={16} aria-hidden />}
            aria-label={t('circumstances.revealOf', { name: row.student.name })}
            onClick={() => setAsking('reveal')}
          >
            {t('circumstances.reveal')}
          </Button>
        )}
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
            onClick={() => setAsking('send_back')}
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
        opened={asking === 'send_back'}
        onClose={() => setAsking(undefined)}
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
                setAsking(undefined);
              },
            },
          )
        }
      />
      <ReasonDialog
        opened={asking === 'reveal'}
        onClose={() => setAsking(undefined)}
        title={t('circumstances.revealOf', { name: row.student.name })}
        hint={t('circumstances.revealHint')}
        label={t('circumstances.purpose')}
        confirm={t('circumstances.reveal')}
        busy={reveal.isPending}
        error={reveal.error}
        onConfirm={(purpose) => reveal.mutate({ id: row.id, purpose })}
      />
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
