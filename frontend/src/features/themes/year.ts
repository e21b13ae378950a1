/** A school year runs from September to August; it goes by the year in which it begins. */
export const schoolYearOf = (day: string) => {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return month >= 9 ? year : year - 1;
};

export interface Month {
  first: string;
  last: string;
  number: number;
}

const two = (n: number) => String(n).padStart(2, '0');

/** September to August, each with its first and last day. */
export function monthsOf(schoolYear: number): Month[] {
  return Array.from({ length: 12 }, (_, place) => {
    const number = ((place + 8) % 12) + 1;
    const year = number >= 9 ? schoolYear : schoolYear + 1;
    const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
    return { number, first: `${year}-${two(number)}-01`, last: `${year}-${two(number)}-${two(days)}` };
  });
}

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

/** Where a span lies in the year, in hundredths of its length. */
export function placeIn(months: readonly Month[], { starts_on, ends_on }: { starts_on: string; ends_on: string }) {
  const begin = dayNumber(months[0]?.first ?? starts_on);
  const length = dayNumber(months.at(-1)?.last ?? ends_on) + 1 - begin;
  const from = Math.max(0, dayNumber(starts_on) - begin);
  const to = Math.min(length, dayNumber(ends_on) + 1 - begin);
  return { left: (from / length) * 100, width: (Math.max(0, to - from) / length) * 100 };
}
