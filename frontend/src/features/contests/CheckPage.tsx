import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconCheck, IconClipboardOff, IconMinus, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { schoolToday, useFormat } from '@/shared/i18n/format';
import { outbox } from '@/shared/offline/outbox';
import { canSeal } from '@/shared/offline/seal';
import { useOutbox } from '@/shared/offline/useOutbox';
import { uuid } from '@/shared/offline/uuid';
import { useMe } from '@/shared/session/me';
import { Empty, Failure, OfflineNote, PageHeader, PageSkeleton } from '@/shared/ui/states';
import classes from './Contests.module.css';
import { type Check, type CheckBody, classesToCheck, type Item, itemsToCheck, latestChecksOf } from './queries';
import { KIND } from './sendCheck';

const page = getRouteApi('/contests/check');

const classOrder = <T extends { grade: number; number: number }>(a: T, b: T) =>
  a.grade - b.grade || a.number - b.number;

/** A duty teacher in the corridor: a class, and for each item how many faults were seen. Also with no network. */
export function CheckPage() {
  const { t } = useTranslation();
  const { again, school_class } = page.useSearch();
  const { posts } = useMe();
  const [refused] = useState(again ? outbox.find(again) : undefined);
  const mended = refused?.kind === KIND ? (refused.body as CheckBody) : undefined;
  const items = useQuery(itemsToCheck);
  const classList = useQuery(classesToCheck);
  const [of, setOf] = useState(mended?.school_class ?? school_class ?? '');
  const [day, setDay] = useState(mended?.checked_on ?? schoolToday());
  // With no network it is not known; the server then says so.
  const { data: latest } = useQuery(latestChecksOf(of));
  const seen = new Map(
    (latest?.results ?? [])
      .filter((check) => check.checked_on === day && !check.is_voided)
      .map((check) => [check.item.id, check]),
  );
  const shown = items.data?.value.filter((item) => item.is_active && (!mended || item.id === mended.item));
  const failed = (!items.isPending && !items.data) || (!classList.isPending && !classList.data);
  const found = classList.data?.value.find((one) => one.id === of);
  return (
    <div className={classes.duty}>
      <p className={classes.back}>
        <Link to="/contests">{t('contestCheck.back')}</Link>
      </p>
      <PageHeader title={t('contestCheck.check')} hint={t('contestCheck.checkHint')} />
      <OfflineNote keptAt={items.data?.keptAt ?? classList.data?.keptAt} />
      {refused?.problem && (
        <p role="alert" className={classes.refusal}>
          {refused.problem.detail}
        </p>
      )}
      {failed && (
        <Failure
          error={items.error ?? classList.error}
          reset={() => Promise.all([items.refetch(), classList.refetch()])}
        />
      )}
      {!failed && (items.isPending || classList.isPending) && <PageSkeleton />}
      {shown?.length === 0 && (
        <Empty icon={IconClipboardOff} title={t('contestCheck.noItems')} hint={t('contestCheck.noItemsHint')} />
      )}
      {shown && shown.length > 0 && classList.data && (
        <>
          <div className={classes.where}>
            <NativeSelect
              label={t('contestCheck.class')}
              value={of}
              onChange={({ currentTarget }) => setOf(currentTarget.value)}
              data={[
                { value: '', label: t('contestCheck.pickClass') },
                ...classList.data.value
                  .filter((one) => !posts.some((post) => post.school_class?.id === one.id))
                  .toSorted(classOrder)
                  .map((one) => ({ value: one.id, label: one.name })),
              ]}
            />
            <TextInput
              type="date"
              label={t('contestCheck.day')}
              max={schoolToday()}
              value={day}
              onChange={({ currentTarget }) => setDay(currentTarget.value)}
            />
          </div>
          {of && day ? (
            <ul className={classes.stack}>
              {shown.map((item) => (
                <ItemCheck
                  key={`${of}/${day}/${item.id}`}
                  item={item}
                  of={of}
                  className={found?.name ?? ''}
                  day={day}
                  seen={seen.get(item.id)}
                  again={refused?.id}
                  begin={mended}
                />
              ))}
            </ul>
          ) : (
            <p className={classes.note}>{t('contestCheck.pickFirst')}</p>
          )}
        </>
      )}
    </div>
  );
}

interface CheckProps {
  item: Item;
  of: string;
  className: string;
  day: string;
  seen: Check | undefined;
  again: string | undefined;
  begin: CheckBody | undefined;
}

/** One item of one class: minus, number, plus, done. */
function ItemCheck({ item, of, className, day, seen, again, begin }: CheckProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { items: waiting } = useOutbox();
  const [faults, setFaults] = useState(begin?.faults ?? 0);
  const [note, setNote] = useState(begin?.note ?? '');
  const [noting, setNoting] = useState(Boolean(begin?.note));
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const key = useRef(again ?? uuid());
  const row = waiting.find((one) => one.id === sent);
  const stored = sent !== undefined && row?.state !== 'rejected';
  const done = stored || seen !== undefined;

  const save = async () => {
    const body: CheckBody = { school_class: of, item: item.id, checked_on: day, faults, note: note.trim() };
    setBusy(true);
    setProblem(undefined);
    try {
      if (canSeal()) {
        const label = t('contestCheck.label', { name: className, item: item.name, day: format.day(day) });
        await outbox.rewrite(key.current, KIND, label, body);
        setSent(key.current);
        const settled = await outbox.settled(key.current, 2_000);
        if (settled !== 'sent' && settled.problem) setProblem(settled.problem.detail);
      } else {
        const verdict = await outbox.direct(key.current, KIND, body);
        if (verdict.is === 'accepted') setSent(key.current);
        else setProblem('problem' in verdict ? verdict.problem.detail : t('visit.needsLine'));
      }
    } finally {
      setBusy(false);
    }
  };
  return (
    <li className={classes.item} data-done={done || undefined}>
      <div className={classes.itemHead}>
        <b id={`item-${item.id}`}>{item.name}</b>
        {done && (
          <span className={classes.doneMark} role="status">
            <IconCheck size={18} aria-hidden />
            {stored || !seen
              ? t(row ? 'contestCheck.waiting' : 'contestCheck.stored', { count: faults })
              : t('contestCheck.seenBy', { name: seen.checked_by?.name ?? '', count: seen.faults })}
          </span>
        )}
        {!done && !noting && (
          <Button
            size="sm"
            variant="subtle"
            aria-label={t('contestCheck.addNoteOf', { item: item.name })}
            onClick={() => setNoting(true)}
          >
            {t('contestCheck.addNote')}
          </Button>
        )}
      </div>
      {!done && (
        <>
          {noting && (
            <TextInput
              label={t('contestCheck.note')}
              description={t('contestCheck.noteHint')}
              maxLength={200}
              value={note}
              onChange={({ currentTarget }) => setNote(currentTarget.value)}
            />
          )}
          {problem && (
            <p role="alert" className={classes.refusal}>
              {problem}
            </p>
          )}
          <div className={classes.itemActs}>
            {/* biome-ignore lint/a11y/useSemanticElements: two buttons and a number, named by the item above them */}
            <div className={classes.stepper} role="group" aria-labelledby={`item-${item.id}`}>
              <button
                type="button"
                aria-label={t('contestCheck.fewer')}
                disabled={faults === 0}
                onClick={() => setFaults(faults - 1)}
              >
                <IconMinus size={22} aria-hidden />
              </button>
              <output aria-live="polite">{t('contestCheck.faultsSeen', { count: faults })}</output>
              <button
                type="button"
                aria-label={t('contestCheck.more')}
                disabled={faults === 100}
                onClick={() => setFaults(faults + 1)}
              >
                <IconPlus size={22} aria-hidden />
              </button>
            </div>
            <Button
              loading={busy}
              aria-label={t('contestCheck.saveOf', { item: item.name })}
              onClick={() => void save()}
            >
              {t('contestCheck.save')}
            </Button>
          </div>
        </>
      )}
    </li>
  );
}
