import { useQuery } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import { myObligations } from '@/shared/api/lists';
import { useCan } from '@/shared/session/me';

export interface Purpose {
  code: string;
  /** 特困生: shown only where the server gave it. */
  name: string;
  /** 送温暖 */
  purpose: string;
}

/** What a visit to this child could settle. Empty for whoever may not know. */
export function usePurposes(student: string, already: readonly string[] = []): Purpose[] {
  const may = useCan()('OBLIGATION_READ');
  const mine = useQuery({ ...myObligations, enabled: may });
  const isMine = mine.data?.value.some((o) => o.student.id === student) ?? false;
  // A director records for children they are not responsible for; those are asked about one by one.
  const asked = useQuery({
    queryKey: ['obligations', 'student', student],
    enabled: may && student !== '' && mine.isFetched && !isMine,
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/obligations/', { params: { query: { student, limit, offset } }, signal })),
      ),
  });
  const known = new Map<string, Purpose>();
  for (const { student: whose, category } of (isMine ? mine.data?.value : asked.data) ?? []) {
    if (whose.id === student && category) known.set(category.code, category);
  }
  // A code chosen on another day stays visible, so that it can also be taken away.
  for (const code of already) if (!known.has(code)) known.set(code, { code, name: '', purpose: code });
  return [...known.values()];
}
