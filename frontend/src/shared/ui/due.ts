import { useTranslation } from 'react-i18next';
import { daysUntil } from '../i18n/format';

export type Tone = 'trouble' | 'soon' | 'calm';

/** "逾期 3 天", "还有 5 天": the distance says more than the date. Tone goes with words, never alone. */
export function useDueWords() {
  const { t } = useTranslation();
  return (day: string, soonWithin = 14): { words: string; tone: Tone } => {
    const days = daysUntil(day);
    if (days < 0) return { words: t('obligations.daysLate', { count: -days }), tone: 'trouble' };
    if (days === 0) return { words: t('obligations.today'), tone: 'soon' };
    return { words: t('obligations.daysLeft', { count: days }), tone: days <= soonWithin ? 'soon' : 'calm' };
  };
}
