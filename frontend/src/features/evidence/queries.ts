import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, data } from '@/shared/api/client';
import type { EvidenceKind } from '@/shared/evidence/files';

export const views = ['all', 'mine', 'unused', 'expiring', 'expired', 'withdrawn'] as const;
export type View = (typeof views)[number];

export interface EvidenceFilters {
  q?: string;
  kind?: EvidenceKind;
  mine?: boolean;
  unused?: boolean;
  expiring?: boolean;
  expired?: boolean;
  withdrawn?: boolean;
}

const PAGE = 30;

export const evidenceList = (filters: EvidenceFilters) =>
  infiniteQueryOptions({
    queryKey: ['evidence', 'list', filters],
    initialPageParam: 0,
    queryFn: ({ signal, pageParam }) =>
      data(api.GET('/api/v1/evidence/', { params: { query: { ...filters, limit: PAGE, offset: pageParam } }, signal })),
    getNextPageParam: (last, pages) => (last.next ? pages.length * PAGE : undefined),
    placeholderData: (previous) => previous,
  });

/** A file proves records of many areas; only their own lists show it by more than its title. */
export const touched = ['evidence'] as const;
