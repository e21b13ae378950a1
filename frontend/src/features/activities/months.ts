const name = (year: number, month: number) => `${year}-${String(month).padStart(2, '0')}`;

/** The first and the last day of 2026-11. */
export function daysOf(month: string): { first: string; last: string } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { first: `${month}-01`, last: `${month}-${new Date(Date.UTC(year, number, 0)).getUTCDate()}` };
}

/** The months to choose from: two that come, and the last year and a half. */
export function monthsAround(today: string, asked?: string): string[] {
  const [year = 0, number = 1] = today.split('-').map(Number);
  const months = Array.from({ length: 20 }, (_, back) => {
    const at = year * 12 + (number - 1) + 2 - back;
    return name(Math.floor(at / 12), (at % 12) + 1);
  });
  return asked && !months.includes(asked) ? [...months, asked] : months;
}
