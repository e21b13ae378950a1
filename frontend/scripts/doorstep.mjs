// What a phone must have in its store before it goes where there is no network.

/** The pages that work there, what they open, and the words on them. */
export const doorstep = [
  'index.html',
  'src/features/today/TodayPage.tsx',
  'src/features/obligations/ObligationsPage.tsx',
  'src/features/home-visits/NewVisitPage.tsx',
  'src/features/home-visits/MoreDetails.tsx',
  'src/features/home-visits/EditVisitPage.tsx',
  'src/features/home-visits/VisitPage.tsx',
  'src/features/home-visits/VisitsPage.tsx',
  'src/features/home-visits/NewConcernPage.tsx',
  'src/features/rounds/RoundsPage.tsx',
  'src/features/rounds/RoundPage.tsx',
  'src/features/civility/AwardPage.tsx',
  'src/features/contests/CheckPage.tsx',
  'src/features/mentoring/PairsPage.tsx',
  'src/features/mentoring/TalkPage.tsx',
  'src/features/observing/ObservePage.tsx',
  'src/features/observing/ObservationsPage.tsx',
  'src/features/observing/send.ts',
  'src/features/outbox/OutboxPage.tsx',
  'src/features/session/MePage.tsx',
  'src/features/session/SignInPage.tsx',
  'src/locales/zh-Hans/core.json',
  'src/locales/zh-Hans/lessons.json',
  'src/locales/zh-Hans/pairs.json',
  'node_modules/workbox-window/build/workbox-window.prod.es5.mjs',
];

/** The files of the build that the entries cannot start without. */
export function filesOf(manifest, entries, seen = new Set()) {
  for (const key of entries) {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`${key} is not in the build`);
    if (seen.has(chunk.file)) continue;
    seen.add(chunk.file);
    for (const css of chunk.css ?? []) seen.add(css);
    filesOf(manifest, chunk.imports ?? [], seen);
  }
  return seen;
}
