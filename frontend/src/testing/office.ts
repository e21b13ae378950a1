import { HttpResponse, http } from 'msw';

/** Somebody at the school with these permissions, for tests of the office pages. */
export const signedIn = (...permissions: string[]) =>
  http.get('*/api/v1/me/', () =>
    HttpResponse.json({
      id: '01990000-0000-7000-8000-000000000001',
      username: 'principal',
      name: '于建国',
      school: { id: 's', name: '海滨区沃土实验小学', short_name: '沃土实小' },
      staff_id: 't',
      is_committee: false,
      posts: [{ kind: 'principal', label: '校长', school_class: null, grade: null, subject: '' }],
      permissions,
      current_term: {
        id: 'term',
        name: '2026—2027学年第一学期',
        ordinal: 1,
        window_opens_on: '2026-07-10',
        window_closes_on: '2027-01-20',
        starts_on: '2026-09-01',
        ends_on: '2027-01-20',
        week: 12,
      },
      language: 'zh-hans',
      today: '2026-11-23',
      second_factor: 'off',
    }),
  );

export const listOf = <T>(results: T[], count = results.length, next: string | null = null) => ({
  count,
  next,
  results,
});
