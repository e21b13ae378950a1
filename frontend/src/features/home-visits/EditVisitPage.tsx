import { Alert, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { colleagues } from '@/shared/api/lists';
import { useFormat } from '@/shared/i18n/format';
import type { OutboxItem } from '@/shared/offline/items';
import { outbox } from '@/shared/offline/outbox';
import { canSeal } from '@/shared/offline/seal';
import { useReopened } from '@/shared/offline/useReopened';
import { uuid } from '@/shared/offline/uuid';
import { ConflictView } from '@/shared/ui/ConflictView';
import { notify } from '@/shared/ui/notify';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { changeFrom, changesOf, shownOf, type VisitChange } from './change';
import { RevealDialog, useReveal } from './Narrative';
import { visitQuery } from './queries';
import { type HomeVisit, toFormErrors, type Values } from './schema';
import { visitChangeKind } from './send';
import { KIND, useChangeForm } from './useChangeForm';
import { usePurposes } from './usePurposes';
import { Refusal, useVisitForm, VisitForm } from './VisitForm';
import classes from './VisitForm.module.css';

const page = getRouteApi('/visits/$id/edit');

export function EditVisitPage() {
  const { id } = page.useParams();
  const { data, error, isPending, refetch } = useQuery(visitQuery(id));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  // The version it opened with stays the base of the edit, whatever is fetched behind it.
  return <EditVisit key={id} loaded={data} />;
}

function EditVisit({ loaded }: { loaded: HomeVisit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { again } = page.useSearch();
  const [visit] = useState(loaded);
  // It lies in the outbox until it is written anew: the page may close, the words stay.
  const reopened = useReopened(again);
  const [kept, setKept] = useState(reopened);
  const start = useChangeForm(visit, kept);
  const [problem, setProblem] = useState(kept?.problem?.detail);
  const [conflict, setConflict] = useState<OutboxItem>();
  const [busy, setBusy] = useState(false);
  const staff = useQuery(colleagues);
  const purposes = usePurposes(visit.student.id, visit.purposes);
  const form = useVisitForm(start.values, toFormErrors(kept?.problem?.fields ?? {}), () => undefined);
  const asked = useReveal(visit.id, (narrative) => form.setFieldValue('narrative', narrative));

  const names = {
    staff: (id: string) => staff.data?.value.find((s) => s.id === id)?.name ?? id,
    purpose: (code: string) => purposes.find((p) => p.code === code)?.purpose ?? code,
  };
  const label = t('visit.labelEdit', { name: visit.student.name, date: format.day(visit.visited_on) });
  const leave = async (words: string) => {
    notify(words);
    await navigate({ to: '/visits/$id', params: { id: visit.id } });
  };

  /** The answer is waited for a moment: whoever edits wants to know whether it stands. */
  const send = async (body: VisitChange) => {
    setBusy(true);
    setProblem(undefined);
    try {
      if (!canSeal()) {
        const verdict = await outbox.direct(uuid(), KIND, body);
        if (verdict.is === 'accepted') return await leave(t('visit.savedEdit'));
        return setProblem('problem' in verdict ? verdict.problem.detail : t('visit.needsLine'));
      }
      await answered(await (kept ? outbox.rewrite(kept.id, KIND, label, body) : outbox.add(KIND, label, body)));
    } finally {
      setBusy(false);
    }
  };

  const answered = async (id: string) => {
    const result = await outbox.settled(id);
    setConflict(undefined);
    if (result === 'sent') return await leave(t('visit.savedEdit'));
    if (result.state === 'queued') return await leave(t('visit.queuedEdit'));
    if (result.state === 'conflict') return setConflict(result);
    setKept(result);
    form.setErrors(toFormErrors(result.problem?.fields ?? {}));
    setProblem(result.problem?.detail);
  };

  const decide = async (item: OutboxItem, mine: ReadonlySet<string>) => {
    setBusy(true);
    try {
      await outbox.decide(item.id, visitChangeKind.merge?.(item, mine));
      await answered(item.id);
    } finally {
      setBusy(false);
    }
  };

  const save = async (values: Values) => {
    const changes = changesOf(visit, values, start.before);
    if (Object.keys(changes).length === 0 && !kept) return leave(t('visit.savedEdit'));
    return send(changeFrom(start, visit.id, changes, shownOf(changes, names, t)));
  };

  return (
    <div className={classes.page}>
      <PageHeader title={t('visit.titleEdit')} hint={format.date(visit.visited_on)} />
      {problem && <Refusal words={problem} />}
      {start.waiting > 0 && (
        <Alert color="amber" variant="light" role="status" mb="sm">
          {t('visit.waitingEdits', { count: start.waiting })}
        </Alert>
      )}
      {conflict ? (
        <ConflictView
          differences={visitChangeKind.compare?.(conflict) ?? []}
          busy={busy}
          onKeep={(mine) => void decide(conflict, mine)}
          reveal={(field, purpose) => visitChangeKind.reveal?.(conflict, field, purpose) ?? Promise.reject()}
        />
      ) : (
        <VisitForm
          form={form}
          onSave={save}
          saveLabel={t('visit.saveEdit')}
          fixedStudent={visit.student.name}
          busy={busy}
          narrativeNote={
            visit.has_narrative && (
              <div className={classes.reveal}>
                <span>{t('visit.narrativeHidden')}</span>
                {visit.abilities.includes('reveal') && (
                  <Button size="sm" variant="light" onClick={asked.ask}>
                    {t('visitPage.reveal')}
                  </Button>
                )}
              </div>
            )
          }
        />
      )}
      <RevealDialog asked={asked} />
    </div>
  );
}
