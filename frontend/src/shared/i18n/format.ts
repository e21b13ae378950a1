import { useTranslation } from 'react-i18next';

/** The school's clock, not the phone's: a visit at 23:30 belongs to that day wherever the phone thinks it is. */
const timeZone = 'Asia/Shanghai';
const DAY_MS = 86_400_000;

/** Today at the school, as the API writes dates. */
export const schoolToday = () => new Date().toLocaleDateString('sv-SE', { timeZone });

const isDay = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value);
// A bare date has no hour: noon keeps it on its own day in the school's zone.
const asDate = (value: string | number | Date) =>
  typeof value === 'string' && isDay(value) ? new Date(`${value}T12:00:00+08:00`) : new Date(value);

export function useFormat() {
  const { i18n } = useTranslation();
  const language = i18n.language;
  const with_ = (options: Intl.DateTimeFormatOptions) => (value: string | number | Date) =>
    new Intl.DateTimeFormat(language, { timeZone, ...options }).format(asDate(value));
  return {
    /** 11月23日 */
    day: with_({ month: 'short', day: 'numeric' }),
    /** 2026年11月23日 */
    date: with_({ dateStyle: 'long' }),
    /** 2026年11月23日 星期一 */
    fullDate: with_({ dateStyle: 'full' }),
    /** 11月 */
    month: with_({ month: 'short' }),
    /** 2026年11月, of a day or of 2026-11 */
    longMonth: with_({ year: 'numeric', month: 'long' }),
    /** 11月23日 10:32 */
    moment: with_({ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false }),
    /** 10:32 */
    time: with_({ hour: '2-digit', minute: '2-digit', hour12: false }),
    number: (value: number) => new Intl.NumberFormat(language).format(value),
    /** 0.934 → 93.4% */
    percent: (value: number) =>
      new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(value),
    /** 张三、李四 */
    list: (values: readonly string[]) =>
      language === 'en' ? new Intl.ListFormat('en', { type: 'unit' }).format(values) : values.join('、'),
  };
}

/** Whole days from today at the school until a day; negative when it has passed. */
export const daysUntil = (day: string) =>
  Math.round((asDate(day).getTime() - asDate(schoolToday()).getTime()) / DAY_MS);

/** The day so many days after (or, below zero, before) another. */
export const daysAfter = (day: string, days: number) =>
  new Date(asDate(day).getTime() + days * DAY_MS).toISOString().slice(0, 10);
