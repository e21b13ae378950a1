import { useQuery } from '@tanstack/react-query';
import { careCategories, visitableStudents } from '@/shared/api/lists';
import { useCan } from '@/shared/session/me';

export interface Purpose {
  code: string;
  /** 特困生: shown only on the form, to whoever may know. */
  name: string;
  /** 送温暖 */
  purpose: string;
}

/** Codes into words, for the purposes a visit already serves. */
export function usePurposeNames(codes: readonly string[] = []): Purpose[] {
  const { data } = useQuery({ ...careCategories, enabled: useCan()('CIRCUMSTANCE_READ') });
  const known = new Map(data?.value.map((c) => [c.code, c]));
  return codes.map((code) => known.get(code) ?? { code, name: '', purpose: code });
}

/** What a visit to this child could settle. Empty for whoever may not know. */
export function usePurposes(student: string, chosen: readonly string[] = []): Purpose[] {
  const { data } = useQuery(visitableStudents);
  const offered = data?.value.find((s) => s.id === student)?.purposes ?? [];
  // A code chosen on another day stays visible, so that it can also be taken away.
  const gone = usePurposeNames(chosen.filter((code) => !offered.some((p) => p.code === code)));
  return [...offered, ...gone];
}
