import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import classes from './Portfolio.module.css';

/** What was written on this device and not saved is back. */
export function DraftNote({ savedAt, onDiscard }: { savedAt: number; onDiscard: () => void }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  return (
    <p className={classes.waits} role="status">
      <span>{t('visit.restored', { time: moment(savedAt) })}</span>
      <Button size="sm" variant="subtle" onClick={onDiscard}>
        {t('portfolio.dropDraft')}
      </Button>
    </p>
  );
}
