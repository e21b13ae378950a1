// The size gate: what a route must download before it can be used, gzipped. Over budget fails the build.
import { readFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KB = 1024;
const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'));
/** The charts arrive by themselves, after the page; a visitor waits for them all the same. */
const charts = () => Object.keys(manifest).filter((key) => /^src\/(features\/dashboard|shared\/charts)\/.*\.tsx$/.test(key));
const budgets = {
  shell: { entries: [], js: 178, css: 18 },
  today: { entries: ['src/features/today/TodayPage.tsx'], js: 190, css: 18 },
  'visit form': { entries: ['src/features/home-visits/NewVisitPage.tsx'], js: 236, css: 20 },
  dashboard: { entries: ['src/features/dashboard/DashboardPage.tsx', ...charts()], js: 370, css: 20 },
};

const size = (file) => gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length / KB;

function closure(key, seen = new Set()) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`${key} is not in the build`);
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const css of chunk.css ?? []) seen.add(css);
  for (const next of chunk.imports ?? []) closure(next, seen);
  return seen;
}

// What one language costs, both halves of it: every screen's words, fetched once and kept.
const catalogue = { entries: ['core', 'office'].map((part) => `src/locales/zh-Hans/${part}.json`), js: 28, css: 0 };

let over = false;
for (const [name, { entries, ...limit }] of Object.entries({ ...budgets, catalogue })) {
  const start = name === 'catalogue' ? [] : ['index.html'];
  const files = [...[...start, ...entries].reduce((all, entry) => closure(entry, all), new Set())];
  const total = (ext) => files.filter((f) => f.endsWith(ext)).reduce((sum, f) => sum + size(f), 0);
  for (const ext of ['js', 'css']) {
    const used = total(`.${ext}`);
    over ||= used > limit[ext];
    console.log(`${name.padEnd(12)} ${ext.padEnd(4)} ${used.toFixed(1).padStart(6)} / ${limit[ext]} KB gz${used > limit[ext] ? '  OVER' : ''}`);
  }
}

// What the service worker puts on a phone, unpacked.
const PRECACHE_KB = 1300;
const kept = [...readFileSync('dist/sw.js', 'utf8').matchAll(/url:"([^"]+)"/g)].map(([, url]) => `dist/${url}`);
const precache = kept.reduce((sum, file) => sum + statSync(file).size, 0) / KB;
over ||= precache > PRECACHE_KB;
console.log(`${'precache'.padEnd(12)} raw  ${precache.toFixed(0).padStart(6)} / ${PRECACHE_KB} KB`);
process.exit(over ? 1 : 0);
