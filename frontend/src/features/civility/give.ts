import i18n from 'i18next';
import type { OutboxItem } from '@/shared/offline/items';
import { outbox } from '@/shared/offline/outbox';
import { canSeal } from '@/shared/offline/seal';
import { uuid } from '@/shared/offline/uuid';
import { notify } from '@/shared/ui/notify';
import { toast } from '@/shared/ui/toasts';
import { AWARD, type Award, batchOf, said, UNDO, type Undo } from './send';

const UNDO_SHOWN_MS = 8_000;

/** 主动问好 · 于沐宸等 3 人 */
export const labelOf = ({ item, names }: Award) =>
  i18n.t('civility.label', {
    item,
    names: names.length > 2 ? i18n.t('civility.andMore', { name: names[0], count: names.length }) : names.join('、'),
  });

/** An award is given once it lies in the outbox, or, where nothing can be kept, once the school has it. */
export async function give(award: Award, again?: OutboxItem): Promise<string | undefined> {
  const label = labelOf(award);
  if (canSeal()) {
    const key = await (again ? outbox.rewrite(again.id, AWARD, label, award) : outbox.add(AWARD, label, award));
    const undo = { label: i18n.t('civility.undo'), run: () => void takeBack(key, award) };
    said.set(key, toast(i18n.t('civility.given', { label }), 'done', UNDO_SHOWN_MS, undo));
    return;
  }
  const verdict = await outbox.direct(uuid(), AWARD, award);
  if (verdict.is !== 'accepted') return 'problem' in verdict ? verdict.problem.detail : i18n.t('civility.needsLine');
  notify(i18n.t('civility.given', { label }));
}

/** Whose undoing was asked for: the word at the top and the row below offer the same. */
const takenBack = new Set<string>();

/** One that never left is dropped; of any other the school is asked to take it back, now or with the next signal. */
export async function takeBack(key: string, award: Award) {
  if (takenBack.has(key)) return;
  takenBack.add(key);
  const label = i18n.t('civility.undoLabel', { label: labelOf(award) });
  if ((await outbox.withdraw(key)) !== 'withdrawn') {
    const batch = batchOf(key);
    if (batch) await outbox.add(UNDO, label, { batch } satisfies Undo);
    else await outbox.rewrite(key, UNDO, label, { award } satisfies Undo);
  }
  notify(i18n.t('civility.undone'));
}

/** Some children of a batch that the school has, or all of them. Says what was refused, where nothing can be kept. */
export async function undoBatch(batch: string, label: string, students?: string[]): Promise<string | undefined> {
  const undo: Undo = students ? { batch, students } : { batch };
  if (canSeal()) await outbox.add(UNDO, i18n.t('civility.undoLabel', { label }), undo);
  else {
    const verdict = await outbox.direct(uuid(), UNDO, undo);
    if (verdict.is !== 'accepted') return 'problem' in verdict ? verdict.problem.detail : i18n.t('civility.needsLine');
  }
  notify(i18n.t('civility.undone'));
}
