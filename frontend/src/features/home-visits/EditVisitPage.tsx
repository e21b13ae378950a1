import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { colleagues } from '@/shared/api/lists';
import { useFormat } from '@/shared/i18n/format';
import type { OutboxItem } from '@/shared/offline/items';
import { outbox } from '@/shared/offline/outbox';
import { canSeal } from '@/shared/offline/seal';
import { uuid } from '@/shared/offline/uuid';
import { ConflictView } from '@/shared/ui/ConflictView';
import { notify } from '@/shared/ui/notify';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { changesOf, shownOf, type VisitChange, withChanges } from './change';
import { RevealDialog, useReveal } from './Narrative';
import { visitQuery } from './queries';
import { fromVisit, type HomeVisit, toFormErrors, type Values } from './schema';
import { visitChangeKind } from './send';
import { usePurposes } from './usePurposes';
import { Refusal, useVisitForm, VisitForm } from './VisitForm';
import classes from './VisitForm.module.css';

const page = getRouteApi('/visits/$id/edit');
const KIND = 'home-visit-change';

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
  const refused = again ? outbox.find(again) : undefined;
  const [problem, setProblem] = useState(refused?.problem?.detail);
  const [conflict, setConflict] = useState<OutboxItem>();
  const [busy, setBusy] = useState(false);
  const staff = useQuery(colleagues);
  const purposes = usePurposes(visit.student.id, visit.purposes);
  const start = fromVisit(visit);
  const values = refused ? withChanges(start, (refused.body as VisitChange).changes) : start;
  const form = useVisitForm(values, toFormErrors(refused?.problem?.fields ?? {}), () => undefined);
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
  const send = async (body: VisitChange, replacing?: string) => {
    setBusy(true);
    setProblem(undefined);
    try {
      if (!canSeal()) {
        const verdict = await outbox.direct(uuid(), KIND, body);
        if (verdict.is === 'accepted') return await leave(t('visit.savedEdit'));
        return setProblem('problem' in verdict ? verdict.problem.detail : t('visit.needsLine'));
      }
      const id = await (replacing ? outbox.replace(replacing, KIND, label, body) : outbox.add(KIND, label, body));
      const result = await outbox.settled(id);
      if (result === 'sent') return await leave(t('visit.savedEdit'));
      if (result.state === 'queued') return await leave(t('visit.queuedEdit'));
      if (result.state === 'conflict') return setConflict(result);
      form.setErrors(toFormErrors(result.problem?.fields ?? {}));
      setProblem(result.problem?.detail);
      await outbox.remove(id); // it is on the page again, nothing is lost
    } finally {
      setBusy(false);
    }
  };

  const save = async (values: Values) => {
    const changes = changesOf(visit, values);
    if (Object.keys(changes).length === 0) return leave(t('visit.savedEdit'));
    const body = { id: visit.id, version: visit.version, changes, shown: shownOf(changes, names, t) };
    return send(body, refused?.id);
  };

  return (
    <div className={classes.page}>
      <PageHeader title={t('visit.titleEdit')} hint={format.date(visit.visited_on)} />
      {problem && <Refusal words={problem} />}
      {conflict ? (
        <ConflictView
          differences={visitChangeKind.compare?.(conflict) ?? []}
          busy={busy}
          onKeep={(mine) => {
            const merged = visitChangeKind.merge?.(conflict, mine) as VisitChange | undefined;
            setConflict(undefined);
            if (merged) return void send(merged, conflict.id);
            void outbox.remove(conflict.id).then(() => leave(t('visit.savedEdit')));
          }}
          onGiveUp={() => {
            void outbox.remove(conflict.id);
            void navigate({ to: '/visits/$id', params: { id: visit.id } });
          }}
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
