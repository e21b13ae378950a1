// The size gate: what a route must download before it can be used, gzipped. Over budget fails the build.
import { readFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { doorstep, filesOf } from './doorstep.mjs';

const KB = 1024;
const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'));
/** The charts arrive by themselves, after the page; a visitor waits for them all the same. */
const charts = () => Object.keys(manifest).filter((key) => /^src\/(features\/dashboard|shared\/charts)\/.*\.tsx$/.test(key));
// Lessons and pairs brought two dozen addresses, their icons and two kinds of the outbox: 7 KB on the way to every page;
// portfolios, activities and what the school answers for three dozen more addresses and a dozen icons: 4 KB.
const budgets = {
  shell: { entries: [], js: 193, css: 15 },
  today: { entries: ['src/features/today/TodayPage.tsx'], js: 202, css: 17 },
  'visit form': { entries: ['src/features/home-visits/NewVisitPage.tsx'], js: 247, css: 17 },
  dashboard: { entries: ['src/features/dashboard/DashboardPage.tsx', ...charts()], js: 382, css: 18 },
};

const size = (file) => gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length / KB;

// What one language costs: the words of the doorstep, which everybody fetches, and then those of an area, once.
const words = (...parts) => ({ entries: parts.map((part) => `src/locales/zh-Hans/${part}.json`), js: 0, css: 0, alone: true });
const catalogues = {
  'words: core': { ...words('core'), js: 12 },
  'words: office': { ...words('office'), js: 9 },
  'words: civility': { ...words('civility'), js: 7 },
  'words: keeping': { ...words('keeping'), js: 10 },
  'words: lessons': { ...words('lessons'), js: 9 },
  'words: pairs': { ...words('pairs'), js: 8 },
  'words: permissions': { ...words('permissions'), js: 3 },
  'words: evidence': { ...words('evidence'), js: 3 },
  'words: proofs': { ...words('proofs'), js: 7 },
  'words: activities': { ...words('activities'), js: 7 },
  'words: assurance': { ...words('assurance'), js: 8 },
  'words: growth': { ...words('growth'), js: 7 },
};

let over = false;
for (const [name, { entries, alone, ...limit }] of Object.entries({ ...budgets, ...catalogues })) {
  const start = alone ? [] : ['index.html'];
  const files = [...filesOf(manifest, [...start, ...entries])];
  const total = (ext) => files.filter((f) => f.endsWith(ext)).reduce((sum, f) => sum + size(f), 0);
  for (const ext of alone ? ['js'] : ['js', 'css']) {
    const used = total(`.${ext}`);
    over ||= used > limit[ext];
    console.log(`${name.padEnd(14)} ${ext.padEnd(4)} ${used.toFixed(1).padStart(6)} / ${limit[ext]} KB gz${used > limit[ext] ? '  OVER' : ''}`);
  }
}

// What the service worker puts on a phone, unpacked. The observing page is written where there is no signal.
const PRECACHE_KB = 1190;
const kept = [...readFileSync('dist/sw.js', 'utf8').matchAll(/url:"([^"]+)"/g)].map(([, url]) => `dist/${url}`);
const missing = [...filesOf(manifest, doorstep)].filter((file) => !kept.includes(`dist/${file}`));
if (missing.length) throw new Error(`a phone would lack ${missing.join(', ')}`);
const precache = kept.reduce((sum, file) => sum + statSync(file).size, 0) / KB;
over ||= precache > PRECACHE_KB;
console.log(`${'precache'.padEnd(14)} raw  ${precache.toFixed(0).padStart(6)} / ${PRECACHE_KB} KB`);
process.exit(over ? 1 : 0);
