import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { careCategories, visitableStudents } from '@/shared/api/lists';
import { useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import type { Values } from './schema';

export interface Purpose {
  code: string;
  /** 特困生: shown only on the form, to whoever may know. */
  name: string;
  /** 送温暖 */
  purpose: string;
  /** The ways of meeting that count for it; unknown in a list kept by an older app. */
  accepted_channels?: string[] | undefined;
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

/** A calm word beside the choice when meeting in this way does not count for what the visit is for. */
export function useChannelHint({ student, channel, purposes }: Pick<Values, 'student' | 'channel' | 'purposes'>) {
  const { t } = useTranslation();
  const { list } = useFormat();
  const { data } = useQuery(visitableStudents);
  const row = data?.value.find((s) => s.id === student);
  if (!row) return undefined;
  const refuses = (accepted: string[] | null | undefined) => accepted && !accepted.includes(channel);
  const offered: Purpose[] = row.purposes ?? [];
  const lost = offered.filter((p) => purposes.includes(p.code) && refuses(p.accepted_channels)).map((p) => p.purpose);
  const words = { channel: t(`visit.channels.${channel}`), purposes: list(lost) };
  const told = [
    lost.length > 0 && t('visitChannel.notPurpose', words),
    refuses(row.general_channels) && t('visitChannel.notGeneral', words),
  ];
  return told.filter(Boolean).join(' ') || undefined;
}
