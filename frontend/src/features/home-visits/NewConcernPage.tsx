import { Button, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { visitableStudents } from '@/shared/api/lists';
import { schoolToday, useFormat } from '@/shared/i18n/format';
import { canSeal } from '@/shared/offline/seal';
import { useReopened } from '@/shared/offline/useReopened';
import { uuid } from '@/shared/offline/uuid';
import { notify } from '@/shared/ui/notify';
import { PageHeader } from '@/shared/ui/states';
import { ConcernFields } from './ConcernFields';
import classes from './ConcernForm.module.css';
import { type ConcernRequest, type ConcernValues, KIND } from './concern';
import { useConcern } from './useConcern';

const page = getRouteApi('/concerns/new');

const fromBody = ({ kind, account, step_taken = '', told = '' }: ConcernRequest): ConcernValues => ({
  kind: kind as ConcernValues['kind'],
  account,
  step_taken,
  told,
});

export function NewConcernPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { student: given = '', visit, day, again } = page.useSearch();
  const kept = useReopened(again);
  const body = kept?.kind === KIND ? (kept.body as ConcernRequest) : undefined;
  const [student, setStudent] = useState(body?.student ?? given);
  const [noticedOn, setNoticedOn] = useState(body?.noticed_on ?? day ?? schoolToday());
  const [problem, setProblem] = useState(kept?.problem?.detail);
  const [lacking, setLacking] = useState(false);
  const [busy, setBusy] = useState(false);
  const key = useRef(uuid());
  const students = useQuery({ ...visitableStudents, enabled: !visit });
  const concern = useConcern(visit ?? 'new', body && fromBody(body));

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setLacking(!student);
    if (!concern.isWhole() || !student) return;
    const at = body?.visit ?? visit;
    const about = {
      student,
      noticed_on: noticedOn,
      ...(at ? { visit: at } : {}),
      ...(body?.visit_key ? { visit_key: body.visit_key } : {}),
    };
    setBusy(true);
    try {
      if (canSeal()) await concern.send(t('concerns.label', { date: format.day(noticedOn) }), about, kept?.id);
      else {
        const verdict = await concern.direct(key.current, about);
        if (verdict.is !== 'accepted')
          return setProblem('problem' in verdict ? verdict.problem.detail : t('visit.needsLine'));
      }
    } finally {
      setBusy(false);
    }
    notify(t('concerns.saved'));
    await navigate(at ? { to: '/visits/$id', params: { id: at } } : { to: '/' });
  };

  return (
    <div className={classes.page}>
      <PageHeader title={t('concerns.sectionTitle')} hint={t('concerns.sectionHint')} />
      {problem && <p role="alert">{problem}</p>}
      <form className={classes.form} onSubmit={(event) => void save(event)} noValidate>
        {!visit && (
          <Select
            label={t('visit.student')}
            placeholder={t('visit.pickStudent')}
            withAsterisk
            searchable
            limit={50}
            nothingFoundMessage={t('visit.noStudent')}
            data={(students.data?.value ?? []).map((s) => ({
              value: s.id,
              label: s.school_class ? `${s.name} · ${s.school_class.name}` : s.name,
            }))}
            value={student || null}
            onChange={(value) => setStudent(value ?? '')}
            error={lacking && t('visit.errors.student')}
          />
        )}
        <TextInput
          type="date"
          label={t('concerns.noticedOn')}
          withAsterisk
          max={schoolToday()}
          value={noticedOn}
          onChange={(event) => setNoticedOn(event.currentTarget.value)}
        />
        <ConcernFields values={concern.values} errors={concern.errors} onChange={concern.change} />
        <Button type="submit" loading={busy}>
          {t('concerns.save')}
        </Button>
      </form>
    </div>
  );
}
