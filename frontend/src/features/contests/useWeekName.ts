import { useTranslation } from 'react-i18next';
import { daysAfter, useFormat } from '@/shared/i18n/format';

export const nextMonday = (monday: string) => daysAfter(monday, 7);

/** A week by its number and its school days: 第12周(11月16日至11月20日). */
export function useWeekName() {
  const { t } = useTranslation();
  const { day } = useFormat();
  return ({ monday, number }: { monday: string; number: number | null }) => {
    const days = { first: day(monday), last: day(daysAfter(monday, 4)) };
    return number === null ? t('contests.daysOf', days) : t('contests.weekOf', { number, ...days });
  };
}
