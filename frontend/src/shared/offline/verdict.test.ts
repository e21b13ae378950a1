import { expect, test } from 'vitest';
import { verdictOf } from './verdict';

const answer = (status: number, headers: Record<string, string> = {}) => new Response(null, { status, headers });

test.each([
  [200, 'accepted'],
  [201, 'accepted'],
  [400, 'rejected'],
  [403, 'rejected'],
  [404, 'rejected'],
  [409, 'rejected'],
  [412, 'conflict'],
  [401, 'signed-out'],
  [408, 'later'],
  [429, 'later'],
  [500, 'later'],
  [503, 'later'],
])('%i is read as %s', (status, is) => {
  expect(verdictOf(answer(status), {}).is).toBe(is);
});

test('409 is a conflict only when it brings the row that stands', () => {
  expect(verdictOf(answer(409), { code: 'key_reused', detail: 'x' }).is).toBe('rejected');
  expect(verdictOf(answer(409), { code: 'stale', detail: 'x', current: { version: 2 } })).toMatchObject({
    is: 'conflict',
    problem: { current: { version: 2 } },
  });
});

test('the server says how long to wait', () => {
  expect(verdictOf(answer(429, { 'Retry-After': '7' }))).toEqual({ is: 'later', afterMs: 7_000, stop: true });
});

test('a turned-over CSRF token is no fault of the record', () => {
  expect(verdictOf(answer(403), { code: 'csrf', detail: 'x' })).toEqual({ is: 'later', stop: true });
});

test("the server's words stand beside their fields", () => {
  const body = {
    code: 'invalid',
    detail: '日期不对',
    errors: [{ field: 'visited_on', code: 'x', detail: '日期不对' }],
  };

  expect(verdictOf(answer(400), body)).toMatchObject({ problem: { fields: { visited_on: '日期不对' } } });
});

test("a proxy's page instead of a problem is still an answer", () => {
  expect(verdictOf(answer(404), '<html>')).toMatchObject({ is: 'rejected', problem: { detail: 'HTTP 404' } });
});
