/** What is typed before it is sent; counts by the number of the question. */
export interface Counts {
  issued: string;
  returned: string;
  valid: string;
  counts: Record<number, string[]>;
}
export type Fault = 'number' | 'none' | 'returned' | 'valid' | 'sum';

const whole = (value: string) => /^\d+$/.test(value);

/** Said before the server says it: fewer come back than go out, fewer are valid, and no question has more answers. */
export function wrongCounts({ issued, returned, valid, counts }: Counts): Record<string, Fault> {
  const wrong: Record<string, Fault> = {};
  for (const [name, value] of Object.entries({ issued, returned, valid })) if (!whole(value)) wrong[name] = 'number';
  if (!wrong.issued && Number(issued) === 0) wrong.issued = 'none';
  if (!wrong.returned && !wrong.issued && Number(returned) > Number(issued)) wrong.returned = 'returned';
  if (!wrong.valid && !wrong.returned && Number(valid) > Number(returned)) wrong.valid = 'valid';
  for (const [question, each] of Object.entries(counts)) {
    const sum = each.reduce((total, one) => total + Number(one || '0'), 0);
    if (each.some((one) => one !== '' && !whole(one))) wrong[`question-${question}`] = 'number';
    else if (whole(valid) && sum > Number(valid)) wrong[`question-${question}`] = 'sum';
  }
  return wrong;
}
