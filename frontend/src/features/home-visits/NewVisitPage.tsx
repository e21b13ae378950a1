import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { myRounds, type VisitRound, visitableStudents } from '@/shared/api/lists';
import { useFormat } from '@/shared/i18n/format';
import { outbox } from '@/shared/offline/outbox';
import { canSeal } from '@/shared/offline/seal';
import { useDraft } from '@/shared/offline/useDraft';
import { useReopened } from '@/shared/offline/useReopened';
import { uuid } from '@/shared/offline/uuid';
import { useMe } from '@/shared/session/me';
import { notify } from '@/shared/ui/notify';
import { PageHeader, PageSkeleton } from '@/shared/ui/states';
import { ConcernSection } from './ConcernSection';
import {
  blank,
  draftSchema,
  fromRequest,
  type HomeVisitRequest,
  type Trip,
  toFormErrors,
  toRequest,
  type Values,
} from './schema';
import { useConcern } from './useConcern';
import { Refusal, useVisitForm, VisitForm } from './VisitForm';
import classes from './VisitForm.module.css';

const page = getRouteApi('/visits/new');
const KIND = 'home-visit';

/** Another address is another form: `?student=`, `?round=` and `?again=` decide what it starts with. */
export function NewVisitPage() {
  const { student, round, again } = page.useSearch();
  const me = useMe();
  const rounds = useQuery({ ...myRounds, enabled: round !== undefined });
  if (round && rounds.isPending) return <PageSkeleton />;
  const trip = rounds.data?.value.find((one) => one.id === round);
  return <NewVisit key={`${student}/${again}`} trip={trip && tripOf(trip, me.staff_id)} />;
}

/** What a round already says of each of its visits. */
const tripOf = (round: VisitRound, own: string | null): Trip => ({
  round: round.id,
  area: round.area,
  day: round.planned_on,
  companions: round.members.map((one) => one.id).filter((id) => id !== own),
});

function NewVisit({ trip }: { trip: Trip | undefined }) {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const format = useFormat();
  const { student = '', purpose, again, channel } = page.useSearch();
  const students = useQuery(visitableStudents);
  const kept = useReopened(again);
  const start = kept
    ? fromRequest(kept.body as HomeVisitRequest)
    : { ...blank(student, student && purpose ? [purpose] : [], trip), ...(channel && { channel }) };
  // Without sealing nothing is stored; the key still makes "save" pressed twice one record.
  const key = useRef(uuid());
  const concernKey = useRef(uuid());
  const [problem, setProblem] = useState(kept?.problem?.detail);
  const [busy, setBusy] = useState(false);

  const form = useVisitForm(start, toFormErrors(kept?.problem?.fields ?? {}), (values) => draft.save(values));
  const draft = useDraft({
    owner: me.id,
    name: student ? `home-visit/${student}` : 'home-visit',
    schema: draftSchema,
    restore: form.setValues,
    active: !kept,
  });

  const concern = useConcern(student ? `visit/${student}` : 'visit');

  const save = async (values: Values) => {
    if (!concern.isWhole()) return;
    const body = toRequest(values);
    // Whoever saves faster than the list is read still sees whose visit lies in the outbox.
    const listed = students.data ?? (await students.refetch()).data;
    const name = listed?.value.find((s) => s.id === values.student)?.name ?? '';
    setProblem(undefined);
    if (canSeal()) {
      const label = t('visit.label', { name, date: format.day(values.visited_on) });
      const key = await (kept ? outbox.rewrite(kept.id, KIND, label, body) : outbox.add(KIND, label, body));
      if (concern.opened) {
        const words = t('concerns.label', { date: format.day(values.visited_on) });
        await concern.send(words, { student: values.student, noticed_on: values.visited_on, visit_key: key });
      }
    } else {
      setBusy(true);
      const verdict = await outbox.direct(key.current, KIND, body);
      setBusy(false);
      if (verdict.is !== 'accepted') {
        if ('problem' in verdict) form.setErrors(toFormErrors(verdict.problem.fields));
        return setProblem('problem' in verdict ? verdict.problem.detail : t('visit.needsLine'));
      }
      if (concern.opened) {
        const about = { student: values.student, noticed_on: values.visited_on, visit_key: key.current };
        const told = await concern.direct(concernKey.current, about);
        if (told.is !== 'accepted') return setProblem('problem' in told ? told.problem.detail : t('visit.needsLine'));
      }
    }
    await draft.finish();
    notify(concern.opened ? t('concerns.savedWith', { name }) : t('visit.saved', { name }));
    if (trip) await navigate({ to: '/rounds/$id', params: { id: trip.round } });
    else await navigate({ to: kept ? '/outbox' : '/' });
  };

  return (
    <div className={classes.page}>
      <PageHeader
        title={kept ? t('visit.titleAgain') : t('visit.titleNew')}
        hint={trip ? t('rounds.inRound', { area: trip.area, date: format.day(trip.day) }) : t('visit.hint')}
      />
      {problem && <Refusal words={problem} />}
      {draft.savedAt && (
        <div className={classes.restored} role="status">
          <span>{t('visit.restored', { time: format.moment(draft.savedAt) })}</span>
          <Button
            variant="subtle"
            color="amber"
            size="compact-sm"
            onClick={() => {
              form.setValues(blank(student, [], trip));
              void draft.discard();
            }}
          >
            {t('visit.startOver')}
          </Button>
        </div>
      )}
      <VisitForm
        form={form}
        onSave={save}
        saveLabel={t('visit.save')}
        busy={busy}
        after={<ConcernSection concern={concern} />}
      />
    </div>
  );
}
