import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import enActivities from './en/activities.json';
import enAssurance from './en/assurance.json';
import enCivility from './en/civility.json';
import enCore from './en/core.json';
import enEvidence from './en/evidence.json';
import enGrowth from './en/growth.json';
import enKeeping from './en/keeping.json';
import enLessons from './en/lessons.json';
import enOffice from './en/office.json';
import enPairs from './en/pairs.json';
import enPermissions from './en/permissions.json';
import enProofs from './en/proofs.json';
import zhActivities from './zh-Hans/activities.json';
import zhAssurance from './zh-Hans/assurance.json';
import zhCivility from './zh-Hans/civility.json';
import zhCore from './zh-Hans/core.json';
import zhEvidence from './zh-Hans/evidence.json';
import zhGrowth from './zh-Hans/growth.json';
import zhKeeping from './zh-Hans/keeping.json';
import zhLessons from './zh-Hans/lessons.json';
import zhOffice from './zh-Hans/office.json';
import zhPairs from './zh-Hans/pairs.json';
import zhPermissions from './zh-Hans/permissions.json';
import zhProofs from './zh-Hans/proofs.json';

const flat = (words: object, path = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? flat(value, `${path}${key}.`) : [`${path}${key}`],
  );
/** English needs a singular that Chinese does not have. */
const shared = (words: object) =>
  flat(words)
    .filter((key) => !key.endsWith('_one'))
    .sort();

/** Every part of the two catalogues, in one order. */
const zh = [
  zhCore,
  zhOffice,
  zhCivility,
  zhKeeping,
  zhLessons,
  zhPairs,
  zhPermissions,
  zhEvidence,
  zhProofs,
  zhActivities,
  zhAssurance,
  zhGrowth,
];
const en = [
  enCore,
  enOffice,
  enCivility,
  enKeeping,
  enLessons,
  enPairs,
  enPermissions,
  enEvidence,
  enProofs,
  enActivities,
  enAssurance,
  enGrowth,
];

test('every English sentence exists, and no other', () => {
  expect(en.map(shared)).toEqual(zh.map(shared));
});

test('the parts of a catalogue do not hide each other', () => {
  const keys = zh.flatMap(Object.keys);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test('an English plural has both its forms', () => {
  const said = en.flatMap((words) => flat(words));
  const lonely = said.filter((key) => key.endsWith('_one') && !said.includes(key.replace(/_one$/, '_other')));
  expect(lonely).toEqual([]);
});

test('whatever somebody may do has a name for people', () => {
  const roles = readFileSync('../school/people/roles.py', 'utf8');
  const permissions = [...roles.matchAll(/^ {4}([A-Z_]+) = "\1"$/gm)].map(([, name]) => name);
  expect(permissions).toContain('VISIT_RECORD');
  expect(Object.keys(zhPermissions.mayDo.permission)).toEqual(permissions);
});

test('English quotes are straight: in the Chinese face a curly one is as wide as a character', () => {
  expect(JSON.stringify(en)).not.toMatch(/[‘’“”]/);
});
