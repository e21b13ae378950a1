import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';

const plusDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

export const fridayOf = (monday: string) => plusDays(monday, 4);
export const nextMonday = (monday: string) => plusDays(monday, 7);

/** A week by its number and its school days: 第12周(11月16日至11月20日). */
export function useWeekName() {
  const { t } = useTranslation();
  const { day } = useFormat();
  return ({ monday, number }: { monday: string; number: number | null }) => {
    const days = { first: day(monday), last: day(fridayOf(monday)) };
    return number === null ? t('contests.daysOf', days) : t('contests.weekOf', { number, ...days });
  };
}
