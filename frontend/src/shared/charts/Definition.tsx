import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './Definition.module.css';

/** How a figure is counted, one tap away from it. `corner`: a small mark in the corner of the card it lies in. */
export function Definition({ text, corner }: { text: string | undefined; corner?: boolean }) {
  const { t } = useTranslation();
  if (!text) return null;
  return (
    <details className={classes.definition} data-corner={corner || undefined}>
      <summary>
        <IconInfoCircle size={18} stroke={1.6} aria-hidden />
        <span>{t('figures.definition')}</span>
      </summary>
      <p>{text}</p>
    </details>
  );
}
