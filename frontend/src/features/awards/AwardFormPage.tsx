import { Alert, Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/errors';
import { useWrite } from '@/shared/api/useWrite';
import { EvidenceField } from '@/shared/evidence/EvidenceField';
import type { EvidenceRef } from '@/shared/evidence/files';
import { schoolToday } from '@/shared/i18n/format';
import { useCan, useMe } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Choices } from '@/shared/ui/Choices';
import { refusals } from '@/shared/ui/FormDialog';
import { focusField } from '@/shared/ui/focusField';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import classes from './Awards.module.css';
import { Progression } from './Progression';
import {
  type Award,
  amend,
  awardQuery,
  declare,
  grades,
  levels,
  type NewAward,
  natures,
  recipients,
  touched,
} from './queries';
import { type Winner, Winners } from './Winners';

const editPage = getRouteApi('/awards/$id/edit');

export function NewAwardPage() {
  const { staff_id, name } = useMe();
  return <AwardForm begin={blank(staff_id ? [{ id: staff_id, name }] : [])} />;
}

export function EditAwardPage() {
  const { id } = editPage.useParams();
  const { data: award, error, isPending, refetch } = useQuery(awardQuery(id));
  if (isPending) return <PageSkeleton />;
  if (!award) return <Failure error={error} reset={refetch} />;
  return <EditAward key={id} loaded={award} />;
}

/** The version it opened with stays the base of the edit. */
function EditAward({ loaded }: { loaded: Award }) {
  const [award] = useState(loaded);
  return <AwardForm begin={valuesOf(award)} award={award} />;
}

const blank = (winners: Winner[]) => ({
  recipient: 'teacher' as Award['recipient'],
  winners,
  title: '',
  nature: '' as Award['nature'] | '',
  level: '' as Award['level'] | '',
  grade: 'none' as Award['grade'],
  issuer: '',
  awarded_on: '',
  valid_until: '',
  certificate_number: '',
  progression_of: '',
  evidence: [] as EvidenceRef[],
});
type Values = ReturnType<typeof blank>;

const valuesOf = (award: Award): Values => ({
  recipient: award.recipient,
  winners: award.winners.map((one) => ({
    id: (one.staff ?? one.student ?? one.school_class)?.id ?? '',
    name: one.name,
  })),
  title: award.title,
  nature: award.nature,
  level: award.level,
  grade: award.grade,
  issuer: award.issuer,
  awarded_on: award.awarded_on,
  valid_until: award.valid_until ?? '',
  certificate_number: award.certificate_number,
  progression_of: award.progression_of?.id ?? '',
  evidence: award.evidence,
});

const winnersField = { teacher: 'staff', student: 'students', class: 'classes' } as const;

const bodyOf = ({ winners, evidence, recipient, nature, level, ...words }: Values, isMeant: boolean): NewAward => ({
  recipient,
  ...(recipient !== 'school' && { [winnersField[recipient]]: winners.map((one) => one.id) }),
  title: words.title.trim(),
  nature: nature as Award['nature'],
  level: level as Award['level'],
  grade: words.grade,
  issuer: words.issuer.trim(),
  awarded_on: words.awarded_on,
  valid_until: words.valid_until || null,
  certificate_number: words.certificate_number.trim(),
  progression_of: words.progression_of || null,
  evidence: evidence.map((one) => one.id),
  ...(isMeant && { is_meant: true }),
});

const required = ['title', 'nature', 'level', 'issuer', 'awarded_on'] as const;

function AwardForm({ begin, award }: { begin: Values; award?: Award }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const can = useCan();
  const [values, setValues] = useState(begin);
  const [isMeant, setIsMeant] = useState(false);
  const [asked, setAsked] = useState(false);
  const [sending, setSending] = useState(false);
  const save = useWrite(
    (body: NewAward, key) => {
      if (!award) return declare(body, key);
      const { recipient: _, ...changes } = body;
      return amend(award, changes);
    },
    touched,
    (made) => {
      notify(t(award ? 'awards.changed' : 'awards.declared'));
      void navigate({ to: '/awards/$id', params: { id: made.id }, replace: true });
    },
  );
  const refused = byField(refusals(save.error));
  const double = save.error instanceof ApiError && save.error.code === 'possible_duplicate';
  const beside = save.error && !Object.keys(refused).some((name) => name in values);
  const lacks: string[] = [
    ...(values.recipient !== 'school' && values.winners.length === 0 ? ['winners'] : []),
    ...required.filter((name) => !values[name].trim()),
  ];
  const put = (next: Partial<Values>) => setValues((now) => ({ ...now, ...next }));
  const error = (name: keyof Values) => (asked && lacks.includes(name) ? t('error.required') : refused[name]);
  const words = (name: 'title' | 'issuer' | 'awarded_on' | 'valid_until' | 'certificate_number') => ({
    'data-field': name,
    withAsterisk: (required as readonly string[]).includes(name),
    value: values[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => put({ [name]: currentTarget.value }),
    error: error(name),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    const [first] = lacks;
    if (first) return focusField(first);
    save.mutate(bodyOf(values, isMeant));
  };
  return (
    <div className={classes.page}>
      <p className={classes.back}>
        <Link to="/awards" activeOptions={{ exact: true }}>
          {t('awards.back')}
        </Link>
      </p>
      <PageHeader title={t(award ? 'awards.changeTitle' : 'awards.declare')} hint={t('awards.formHint')} />
      <form className={classes.form} onSubmit={submit} noValidate>
        <Panel title={t('awards.whose')}>
          <div className={classes.stack}>
            {!award && (
              <Choices
                legend={t('awards.recipient')}
                name="recipient"
                value={values.recipient}
                onChange={(recipient) =>
                  put({ recipient, winners: recipient === 'teacher' ? begin.winners : [], progression_of: '' })
                }
                options={recipients
                  .filter((value) => value !== 'school' || can('AWARD_VERIFY'))
                  .map((value) => ({ value, label: t(`awards.recipients.${value}`) }))}
                error={error('recipient')}
              />
            )}
            {values.recipient !== 'school' && (
              <Winners
                recipient={values.recipient}
                value={values.winners}
                onChange={(winners) => put({ winners })}
                error={error('winners')}
              />
            )}
          </div>
        </Panel>
        <Panel title={t('awards.certificate')} hint={t('awards.certificateHint')}>
          <div className={classes.stack}>
            <TextInput
              label={t('awards.name')}
              description={t('awards.nameHint')}
              maxLength={100}
              {...words('title')}
            />
            <Choices
              legend={t('awards.nature')}
              name="nature"
              required
              value={values.nature}
              onChange={(nature) => put({ nature })}
              options={natures.map((value) => ({ value, label: t(`awards.natures.${value}`) }))}
              error={error('nature')}
            />
            <Choices
              legend={t('awards.level')}
              name="level"
              required
              value={values.level}
              onChange={(level) => put({ level, progression_of: '' })}
              options={levels.map((value) => ({ value, label: t(`awards.levels.${value}`) }))}
              error={error('level')}
            />
            <NativeSelect
              label={t('awards.grade')}
              data-field="grade"
              value={values.grade}
              onChange={({ currentTarget }) => put({ grade: currentTarget.value as Award['grade'] })}
              data={grades.map((value) => ({ value, label: t(`awards.grades.${value}`) }))}
              error={error('grade')}
            />
            <div className={classes.pair}>
              <TextInput
                label={t('awards.issuer')}
                description={t('awards.issuerHint')}
                maxLength={100}
                {...words('issuer')}
              />
              <TextInput
                type="date"
                label={t('awards.awardedOn')}
                description={t('awards.awardedOnHint')}
                max={schoolToday()}
                {...words('awarded_on')}
              />
            </div>
            <div className={classes.pair}>
              <TextInput
                label={t('awards.number')}
                description={t('awards.numberHint')}
                maxLength={60}
                {...words('certificate_number')}
              />
              {(values.nature === 'title' || values.valid_until) && (
                <TextInput
                  type="date"
                  label={t('awards.validUntil')}
                  description={t('awards.validUntilHint')}
                  min={values.awarded_on}
                  {...words('valid_until')}
                />
              )}
            </div>
            {values.level && (
              <Progression
                own={award?.id}
                recipient={values.recipient}
                winners={values.winners}
                level={values.level}
                value={values.progression_of}
                onChange={(progression_of) => put({ progression_of })}
                error={error('progression_of')}
              />
            )}
          </div>
        </Panel>
        <Panel title={t('awards.scan')} hint={t('awards.scanHint')}>
          <EvidenceField
            label={t('awards.scan')}
            kind="certificate"
            max={10}
            happenedOn={values.awarded_on}
            value={values.evidence}
            onChange={(evidence) => put({ evidence })}
            onBusy={setSending}
            error={error('evidence')}
          />
        </Panel>
        {double && (
          <label className={classes.check}>
            <input
              type="checkbox"
              checked={isMeant}
              onChange={({ currentTarget }) => setIsMeant(currentTarget.checked)}
            />
            {t('awards.isMeant')}
          </label>
        )}
        {beside && (
          <Alert color="cinnabar" variant="light" role="alert">
            {problemText(save.error)}
          </Alert>
        )}
        {award?.state === 'rejected' && <p className={classes.quiet}>{t('awards.anew')}</p>}
        <Group gap="sm">
          <Button type="submit" loading={save.isPending} disabled={sending}>
            {t(award ? 'awards.save' : 'awards.declareGo')}
          </Button>
          {award ? (
            <ButtonLink to="/awards/$id" params={{ id: award.id }} variant="default">
              {t('act.cancel')}
            </ButtonLink>
          ) : (
            <ButtonLink to="/awards" variant="default">
              {t('act.cancel')}
            </ButtonLink>
          )}
          {sending && <span className={classes.quiet}>{t('awards.sending')}</span>}
        </Group>
      </form>
    </div>
  );
}

/** `staff.0` and `evidence.1` are said at the list they stand in. */
function byField(refused: Record<string, string>) {
  const lists = ['staff', 'students', 'classes'];
  const said: Record<string, string> = {};
  for (const [name, detail] of Object.entries(refused)) {
    const field = name.split('.')[0] ?? name;
    said[lists.includes(field) ? 'winners' : field] ??= detail;
  }
  return said;
}
