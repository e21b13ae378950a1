import { expect, test } from 'vitest';
import { db } from './db';
import { device, keep, kept, wipeCopies } from './kept';
import { outbox } from './outbox';
import { seal, unseal } from './seal';

const yu = 'user-yu';
const jiang = 'user-jiang';

test('what lies on the device does not contain the words', async () => {
  await keep('drafts', yu, 'home-visit', { narrative: '家长关心孩子的作息' });

  const row = await (await db()).get('drafts', [yu, 'home-visit']);
  const raw = new TextDecoder().decode(new Uint8Array(row?.sealed.data ?? new ArrayBuffer(0)));

  expect(raw).not.toContain('作息');
  expect((await kept('drafts', yu, 'home-visit'))?.value).toEqual({ narrative: '家长关心孩子的作息' });
});

test('the key cannot be taken out of the browser', async () => {
  await seal(yu, 'drafts/x', 'y');

  const row = await (await db()).get('keys', yu);

  expect(row?.key.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('raw', row?.key as CryptoKey)).rejects.toThrow();
});

test('another owner cannot open it, nor can it be moved to another place', async () => {
  const sealed = await seal(yu, 'outbox/1', { student: '王梓涵' });

  await expect(unseal(jiang, 'outbox/1', sealed)).rejects.toThrow();
  await expect(unseal(yu, 'outbox/2', sealed)).rejects.toThrow();
  expect(await unseal(yu, 'outbox/1', sealed)).toEqual({ student: '王梓涵' });
});

test('a row put under another name does not open for that name', async () => {
  await keep('drafts', yu, 'stolen', 'secret');
  const store = await db();
  const row = await store.get('drafts', [yu, 'stolen']);
  if (row) await store.put('drafts', { ...row, owner: jiang });

  expect(await kept('drafts', jiang, 'stolen')).toBeUndefined();
});

test('signing out wipes copies and keeps writing', async () => {
  await outbox.open(yu);
  await outbox.add('home-visit', '家访 · 王梓涵', { student: 's1' });
  await keep('drafts', yu, 'home-visit', 'half a sentence');
  await keep('copies', yu, 'students', ['王梓涵']);

  outbox.close();
  await wipeCopies();
  await device.unset('last-owner');

  expect(outbox.snapshot().items).toEqual([]);
  expect(await kept('copies', yu, 'students')).toBeUndefined();
  expect((await kept('drafts', yu, 'home-visit'))?.value).toBe('half a sentence');

  await outbox.open(jiang);
  expect(outbox.snapshot().items).toEqual([]);

  await outbox.open(yu);
  expect(outbox.snapshot().items.map((i) => i.label)).toEqual(['家访 · 王梓涵']);
  outbox.close();
});
