import { Badge, Button } from '@mantine/core';
import { IconEye, IconFlagCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import classes from './Circumstances.module.css';
import { EndDialog } from './EndDialog';
import { type Circumstance, revealNote } from './queries';

/** One child, one reason for care. The note stays sealed until somebody says what they need it for. */
export function CircumstanceRow({ row, today }: { row: Circumstance; today: string }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const [asking, setAsking] = useState<'end' | 'reveal'>();
  const [note, setNote] = useState<string>();
  const reveal = useMutation({
    mutationFn: revealNote,
    onSuccess: (answer) => {
      setNote(answer.note);
      setAsking(undefined);
    },
  });
  const ended = row.ends_on !== null && row.ends_on < today;
  const can = (ability: string) => row.abilities?.includes(ability);
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <Link to="/children/$id/file" params={{ id: row.student.id }}>
          <b>{row.student.name}</b>
        </Link>
        <span>{row.student.school_class?.name}</span>
        <Badge tt="none" variant="light" color={ended ? 'gray' : 'pine'}>
          {row.category.name} · {row.category.purpose}
        </Badge>
      </div>
      <p className={classes.facts}>
        {row.ends_on
          ? t('circumstances.period', { from: date(row.starts_on), to: date(row.ends_on) })
          : t('circumstances.since', { from: date(row.starts_on) })}
        {' · '}
        {t('circumstances.source', { source: row.source })}
        {row.reviewed_at && ` · ${t('proposals.reviewed', { date: date(row.reviewed_at) })}`}
        {row.approved_by && ` · ${t('circumstances.approvedBy', { name: row.approved_by.name })}`}
      </p>
      {note !== undefined && (
        <div className={classes.note} role="status">
          <p>{note}</p>
          <Button size="xs" variant="subtle" onClick={() => setNote(undefined)}>
            {t('circumstances.hide')}
          </Button>
        </div>
      )}
      <div className={classes.acts}>
        {row.has_note && note === undefined && can('reveal') && (
          <Button
            size="sm"
            variant="default"
            leftSection={<IconEye size={16} aria-hidden />}
            aria-label={t('circumstances.revealOf', { name: row.student.name })}
            onClick={() => setAsking('reveal')}
          >
            {t('circumstances.reveal')}
          </Button>
        )}
        {!row.ends_on && can('end') && (
          <Button
            size="sm"
            variant="default"
            leftSection={<IconFlagCheck size={16} aria-hidden />}
            aria-label={t('circumstances.endOf', { name: row.student.name, category: row.category.name })}
            onClick={() => setAsking('end')}
          >
            {t('circumstances.end')}
          </Button>
        )}
      </div>
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
      <EndDialog opened={asking === 'end'} onClose={() => setAsking(undefined)} row={row} today={today} />
    </li>
  );
}
