import { Button, Group, MultiSelect, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/errors';
import { colleagues } from '@/shared/api/lists';
import { useWrite } from '@/shared/api/useWrite';
import { EvidenceField } from '@/shared/evidence/EvidenceField';
import type { EvidenceRef } from '@/shared/evidence/files';
import { daysAfter, schoolToday, useFormat } from '@/shared/i18n/format';
import { useDraft } from '@/shared/offline/useDraft';
import { useMe } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Choices } from '@/shared/ui/Choices';
import { refusals } from '@/shared/ui/FormDialog';
import { focusField } from '@/shared/ui/focusField';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { PersonSelect } from '@/shared/ui/PersonSelect';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import classes from './Assurance.module.css';
import { Back } from './Back';
import { toldOf, useBefore } from './before';
import { severities } from './findingFields';
import { inspectionDraft } from './inspectionDraft';
import {
  changeInspection,
  type Finding,
  type InspectionFile,
  type InspectionKind,
  inspectionOf,
  kindList,
  recordInspection,
  touched,
} from './queries';

const page = getRouteApi('/assurance/inspections/new');

/** One going round, written down on the way: kind, place, who, and what was found. */
export function InspectionFormPage() {
  const { t } = useTranslation();
  const { edit } = page.useSearch();
  const kinds = useQuery(kindList);
  const read = useQuery(inspectionOf(edit ?? ''));
  const before = useBefore(read);
  if (kinds.isPending) return <PageSkeleton />;
  if (!kinds.data) return <Failure error={kinds.error} reset={kinds.refetch} />;
  if (edit && !before) return read.isError ? <Failure error={read.error} reset={read.refetch} /> : <PageSkeleton />;
  return (
    <div className={classes.page}>
      <Back view="inspections" />
      <PageHeader
        title={t(edit ? 'assurance.inspections.edit' : 'assurance.inspections.record')}
        hint={t(edit ? 'assurance.inspections.editHint' : 'assurance.inspections.recordHint')}
      />
      <Fields before={before} kinds={kinds.data.value} />
    </div>
  );
}

interface Found {
  key: number;
  item: string;
  what: string;
  severity: Finding['severity'];
  owner: string;
  deadline: string;
  evidence: EvidenceRef[];
}
let last = 0;
const fresh = () => ++last;
/** A week is what the school usually gives. */
const inAWeek = () => daysAfter(schoolToday(), 7);
const blank = (): Found => ({
  key: fresh(),
  item: '',
  what: '',
  severity: 'medium',
  owner: '',
  deadline: inAWeek(),
  evidence: [],
});

const blankRound = (staff: string | null) => ({
  kind: '',
  inspected_on: schoolToday(),
  area: '',
  inspectors: staff ? [staff] : [],
  outcome: '',
});

function Fields({ before, kinds }: { before: InspectionFile | undefined; kinds: readonly InspectionKind[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const me = useMe();
  const staff = useQuery(colleagues);
  const { moment } = useFormat();
  const [values, setValues] = useState(() =>
    before
      ? {
          kind: before.kind.id,
          inspected_on: before.inspected_on,
          area: before.area,
          inspectors: before.inspectors.map((one) => one.id),
          outcome: before.outcome,
        }
      : blankRound(me.staff_id),
  );
  const [found, setFound] = useState<Found[]>([]);
  const draft = useDraft({
    owner: me.id,
    name: 'inspection',
    schema: inspectionDraft,
    restore: (kept) => {
      const { found: rows, ...rest } = kept;
      setValues(rest);
      setFound(rows.map((one) => ({ ...one, key: fresh(), evidence: one.evidence as EvidenceRef[] })));
    },
    active: before === undefined,
  });
  // Nothing is kept of a page that was only opened.
  const begun = values.area !== '' || values.outcome !== '' || found.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: kept when something was written
  useEffect(() => {
    if (begun) draft.save({ ...values, found });
  }, [values, found]);
  const startOver = () => {
    setValues(blankRound(me.staff_id));
    setFound([]);
    void draft.discard();
  };
  const [asked, setAsked] = useState(false);
  const [version, setVersion] = useState<number>();
  const [sending, setSending] = useState<readonly number[]>([]);
  const save = useWrite(
    (_given: undefined, key) => {
      const { kind, ...rest } = {
        ...values,
        area: values.area.trim(),
        outcome: values.outcome.trim(),
      };
      if (before) return changeInspection(before.id, version ?? before.version, rest);
      return recordInspection(
        {
          kind,
          ...rest,
          findings: found.map((one) => ({
            item: one.item.trim(),
            what: one.what.trim(),
            severity: one.severity,
            owner: one.owner,
            deadline: one.deadline,
            evidence: one.evidence.map((file) => file.id),
          })),
        },
        key,
      );
    },
    touched.inspections,
    (made) => {
      void draft.finish();
      notify(t('assurance.inspections.recorded'));
      void navigate({ to: '/assurance/inspections/$id', params: { id: made.id } });
    },
  );
  const refused = refusals(save.error);
  const stale = save.error instanceof ApiError && save.error.status === 412;
  const lacks = [
    ...(values.kind ? [] : ['kind']),
    ...(values.inspected_on ? [] : ['inspected_on']),
    ...(values.area.trim() ? [] : ['area']),
    ...(values.inspectors.length > 0 ? [] : ['inspectors']),
    ...found.flatMap((one, at) =>
      (['item', 'what', 'owner', 'deadline'] as const)
        .filter((name) => !one[name].trim())
        .map((name) => `findings.${at}.${name}`),
    ),
  ];
  const error = (name: string) => (asked && lacks.includes(name) ? t('error.required') : refused[name]);
  const put = (key: number, next: Partial<Found>) =>
    setFound((now) => now.map((one) => (one.key === key ? { ...one, ...next } : one)));
  const busyWith = (key: number) => (busy: boolean) =>
    setSending((now) => {
      if (now.includes(key) === busy) return now;
      return busy ? [...now, key] : now.filter((one) => one !== key);
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    const [first] = lacks;
    if (first) return focusField(first);
    save.mutate(undefined, { onError: (problem) => setVersion((now) => toldOf(problem) ?? now) });
  };
  const offered = kinds.filter((one) => one.is_active || one.id === values.kind);
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      {draft.savedAt && (
        <div className={classes.restored} role="status">
          <span>{t('visit.restored', { time: moment(draft.savedAt) })}</span>
          <Button variant="subtle" color="amber" size="sm" onClick={startOver}>
            {t('visit.startOver')}
          </Button>
        </div>
      )}
      <Panel title={t('assurance.inspections.round')}>
        <div className={classes.fields}>
          <NativeSelect
            label={t('assurance.inspections.kind')}
            withAsterisk
            data-field="kind"
            disabled={before !== undefined}
            value={values.kind}
            onChange={({ currentTarget }) => setValues({ ...values, kind: currentTarget.value })}
            data={[{ value: '', label: '' }, ...offered.map((one) => ({ value: one.id, label: one.name }))]}
            error={error('kind')}
          />
          <TextInput
            type="date"
            label={t('assurance.inspections.day')}
            withAsterisk
            data-field="inspected_on"
            max={schoolToday()}
            value={values.inspected_on}
            onChange={({ currentTarget }) => setValues({ ...values, inspected_on: currentTarget.value })}
            error={error('inspected_on')}
          />
          <TextInput
            label={t('assurance.inspections.area')}
            placeholder={t('assurance.inspections.areaExample')}
            withAsterisk
            maxLength={100}
            data-field="area"
            value={values.area}
            onChange={({ currentTarget }) => setValues({ ...values, area: currentTarget.value })}
            error={error('area')}
          />
          <MultiSelect
            label={t('assurance.inspections.inspectors')}
            withAsterisk
            searchable
            limit={50}
            data-field="inspectors"
            value={values.inspectors}
            onChange={(inspectors) => setValues({ ...values, inspectors })}
            data={(staff.data?.value ?? []).map((one) => ({ value: one.id, label: one.name }))}
            nothingFoundMessage={t('act.nobody')}
            error={error('inspectors')}
          />
          <Textarea
            className={classes.wide ?? ''}
            label={t('assurance.inspections.outcome')}
            description={t('assurance.inspections.outcomeHint')}
            autosize
            minRows={2}
            maxRows={10}
            maxLength={2000}
            data-field="outcome"
            value={values.outcome}
            onChange={({ currentTarget }) => setValues({ ...values, outcome: currentTarget.value })}
            error={error('outcome')}
          />
        </div>
      </Panel>
      {!before && (
        <Panel
          title={t('assurance.findings.all', { count: found.length })}
          hint={t('assurance.inspections.findingsHint')}
        >
          <div className={classes.inner}>
            {found.map((one, at) => (
              <fieldset key={one.key} className={classes.box}>
                <legend>{t('assurance.findings.number', { number: at + 1 })}</legend>
                <TextInput
                  label={t('assurance.findings.item')}
                  placeholder={t('assurance.findings.itemExample')}
                  withAsterisk
                  maxLength={60}
                  data-field={`findings.${at}.item`}
                  value={one.item}
                  onChange={({ currentTarget }) => put(one.key, { item: currentTarget.value })}
                  error={error(`findings.${at}.item`)}
                />
                <Textarea
                  label={t('assurance.findings.what')}
                  withAsterisk
                  autosize
                  minRows={2}
                  maxRows={8}
                  maxLength={500}
                  data-field={`findings.${at}.what`}
                  value={one.what}
                  onChange={({ currentTarget }) => put(one.key, { what: currentTarget.value })}
                  error={error(`findings.${at}.what`)}
                />
                <Choices
                  legend={t('assurance.findings.severity')}
                  required
                  name={`findings.${at}.severity`}
                  value={one.severity}
                  onChange={(severity) => put(one.key, { severity })}
                  options={severities.map((value) => ({ value, label: t(`assurance.findings.severities.${value}`) }))}
                  error={error(`findings.${at}.severity`)}
                />
                <div className={classes.fields}>
                  <PersonSelect
                    name={`findings.${at}.owner`}
                    label={t('assurance.findings.whose')}
                    value={one.owner}
                    onChange={(owner) => put(one.key, { owner })}
                    error={error(`findings.${at}.owner`)}
                  />
                  <TextInput
                    type="date"
                    label={t('assurance.findings.deadline')}
                    withAsterisk
                    min={values.inspected_on}
                    data-field={`findings.${at}.deadline`}
                    value={one.deadline}
                    onChange={({ currentTarget }) => put(one.key, { deadline: currentTarget.value })}
                    error={error(`findings.${at}.deadline`)}
                  />
                </div>
                <EvidenceField
                  label={t('assurance.findings.before')}
                  name={`findings.${at}.evidence`}
                  happenedOn={values.inspected_on}
                  value={one.evidence}
                  onChange={(evidence) => put(one.key, { evidence })}
                  onBusy={busyWith(one.key)}
                  error={error(`findings.${at}.evidence`)}
                />
                <div className={classes.boxFoot}>
                  <Button
                    size="sm"
                    variant="subtle"
                    color="cinnabar"
                    onClick={() => {
                      busyWith(one.key)(false);
                      setFound(found.filter((other) => other.key !== one.key));
                    }}
                  >
                    {t('assurance.findings.remove', { number: at + 1 })}
                  </Button>
                </div>
              </fieldset>
            ))}
            <div>
              <Button
                variant="light"
                leftSection={<IconPlus size={18} aria-hidden />}
                onClick={() => setFound([...found, blank()])}
              >
                {t('assurance.findings.add')}
              </Button>
            </div>
          </div>
        </Panel>
      )}
      {save.error && (
        <p role="alert" className={classes.refusal}>
          {stale ? t('assurance.stale') : problemText(save.error)}
        </p>
      )}
      <Group gap="sm">
        <Button type="submit" loading={save.isPending} disabled={sending.length > 0}>
          {t(before ? 'assurance.save' : 'assurance.inspections.save')}
        </Button>
        <ButtonLink to="/assurance" search={{ view: 'inspections' }} variant="default">
          {t('act.cancel')}
        </ButtonLink>
      </Group>
    </form>
  );
}
