import { Button } from '@mantine/core';
import { IconFlagCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSealedNote } from '@/shared/care/useSealedNote';
import { useFormat } from '@/shared/i18n/format';
import { ChildName } from '@/shared/ui/ChildName';
import classes from '@/shared/ui/Rows.module.css';
import { Tag } from '@/shared/ui/Tag';
import { EndDialog } from './EndDialog';
import { type Circumstance, revealNote } from './queries';

/** One child, one reason for care. The note stays sealed until somebody says what they need it for. */
export function CircumstanceRow({ row, today }: { row: Circumstance; today: string }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const [ending, setEnding] = useState(false);
  const sealed = useSealedNote(row, revealNote);
  const ended = row.ends_on !== null && row.ends_on < today;
  return (
    <li>
      <div className={classes.what}>
        <ChildName child={row.student} file>
          <Tag tone={ended ? 'calm' : 'brand'}>
            {row.category.name} · {row.category.purpose}
          </Tag>
        </ChildName>
        <p className={classes.small}>
          {row.ends_on
            ? t('circumstances.period', { from: date(row.starts_on), to: date(row.ends_on) })
            : t('circumstances.since', { from: date(row.starts_on) })}
          {' · '}
          {t('circumstances.source', { source: row.source })}
          {row.reviewed_at && ` · ${t('proposals.reviewed', { date: date(row.reviewed_at) })}`}
          {row.approved_by && ` · ${t('circumstances.approvedBy', { name: row.approved_by.name })}`}
        </p>
        {sealed.note}
      </div>
      <div className={classes.acts}>
        {sealed.button}
        {!row.ends_on && row.abilities?.includes('end') && (
          <Button
            size="sm"
            variant="default"
            leftSection={<IconFlagCheck size={16} aria-hidden />}
            aria-label={t('circumstances.endOf', { name: row.student.name, category: row.category.name })}
            onClick={() => setEnding(true)}
          >
            {t('circumstances.end')}
          </Button>
        )}
      </div>
      {sealed.dialog}
      <EndDialog opened={ending} onClose={() => setEnding(false)} row={row} today={today} />
    </li>
  );
}
