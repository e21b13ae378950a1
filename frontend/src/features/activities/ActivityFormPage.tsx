import { Alert, Button, NativeSelect, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as v from 'valibot';
import { classesQuery, colleagues } from '@/shared/api/lists';
import { useWrite } from '@/shared/api/useWrite';
import { EvidenceField } from '@/shared/evidence/EvidenceField';
import type { EvidenceRef } from '@/shared/evidence/files';
import { useFormat } from '@/shared/i18n/format';
import { useDraft } from '@/shared/offline/useDraft';
import { useCan, useMe } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Choices } from '@/shared/ui/Choices';
import { refusals } from '@/shared/ui/FormDialog';
import { focusField } from '@/shared/ui/focusField';
import { notify, problemText } from '@/shared/ui/notify';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import classes from './Activities.module.css';
import { useProgrammeName } from './ActivityRows';
import { GivenFields } from './GivenFields';
import { counting, type Given, givenBody, givenOf, isAsked, isNeeded, nothingGiven } from './given';
import { ManyPicker } from './ManyPicker';
import { type ManyValue, PeopleField } from './PeopleField';
import {
  type ActivityDetail,
  type ActivityKind,
  activityQuery,
  areas,
  changeActivity,
  groupList,
  kindList,
  myLast,
  programmeList,
  programmeQuery,
  recordActivity,
  touched,
} from './queries';

const newPage = getRouteApi('/activities/new');
const editPage = getRouteApi('/activities/$id/edit');

const draftSchema = v.object({
  kind: v.string(),
  topic: v.string(),
  happened_on: v.string(),
  ends_on: v.string(),
  venue: v.string(),
  organiser: v.string(),
  unit: v.string(),
  programme: v.string(),
  phase: v.string(),
  group: v.string(),
  speakers: v.array(v.string()),
  people: v.array(v.string()),
  classes: v.array(v.string()),
  research_level: v.string(),
  domain: v.string(),
  hours: v.string(),
  headcount: v.string(),
  issue: v.string(),
  outcome: v.string(),
  evidence: v.array(v.custom<EvidenceRef>((one) => typeof one === 'object' && one !== null && 'id' in one)),
});
type Values = v.InferOutput<typeof draftSchema>;

/** Day, kind, topic, who: under a minute. `?kind=`, `?programme=`, `?phase=`, `?group=` say what is known already. */
export function NewActivityPage() {
  const { today } = useMe();
  const search = newPage.useSearch();
  const kinds = useQuery(kindList);
  const within = useQuery({ ...programmeQuery(search.programme ?? ''), enabled: search.programme !== undefined });
  if (kinds.isPending || within.isLoading) return <PageSkeleton />;
  if (!kinds.data) return <Failure error={kinds.error} reset={kinds.refetch} />;
  // What is entered of a festival that is over was on one of its days, not today.
  const days = within.data?.phases.find((one) => one.id === search.phase) ?? within.data;
  const isToday = !days || (days.starts_on <= today && today <= days.ends_on);
  const begin: Values = {
    ...nothingGiven,
    kind: search.kind ?? '',
    topic: '',
    happened_on: isToday ? today : '',
    ends_on: '',
    venue: '',
    organiser: '',
    unit: '',
    programme: search.programme ?? '',
    phase: search.phase ?? '',
    group: search.group ?? '',
    speakers: [],
    people: [],
    classes: [],
    evidence: [],
  };
  return <ActivityForm key={JSON.stringify(search)} begin={begin} kinds={kinds.data} />;
}

export function EditActivityPage() {
  const { id } = editPage.useParams();
  const { data: row, error, isPending, refetch } = useQuery(activityQuery(id));
  const kinds = useQuery(kindList);
  if (isPending || kinds.isPending) return <PageSkeleton />;
  if (!row) return <Failure error={error} reset={refetch} />;
  if (!kinds.data) return <Failure error={kinds.error} reset={kinds.refetch} />;
  return <EditActivity key={id} loaded={row} kinds={kinds.data} />;
}

function EditActivity({ loaded, kinds }: { loaded: ActivityDetail; kinds: readonly ActivityKind[] }) {
  // The version it opened with stays the base of the edit.
  const [row] = useState(loaded);
  const named = (role: 'speaker' | 'participant') =>
    row.participants.filter((one) => one.role === role).map((one) => one.staff.id);
  const begin: Values = {
    ...givenOf(row),
    kind: row.kind.id,
    topic: row.topic,
    happened_on: row.happened_on,
    ends_on: row.ends_on ?? '',
    venue: row.venue,
    organiser: row.organiser.id,
    unit: row.unit,
    programme: row.programme?.id ?? '',
    phase: row.phase?.id ?? '',
    group: row.group?.id ?? '',
    speakers: named('speaker'),
    people: named('participant'),
    classes: row.classes.map((one) => one.id),
    evidence: [...row.evidence],
  };
  return <ActivityForm begin={begin} kinds={kinds} row={row} />;
}

/** Whole lists go to the server; what was said of somebody's coming stays said. */
function participantsOf({ speakers, people }: Values, row: ActivityDetail | undefined) {
  const said = new Map(row?.participants.map((one) => [one.staff.id, one.attended]));
  const part = (staff: string, role: 'speaker' | 'participant') => ({
    staff,
    role,
    ...(said.has(staff) ? { attended: said.get(staff) ?? null } : {}),
  });
  return [
    ...speakers.map((one) => part(one, 'speaker')),
    ...people.filter((one) => !speakers.includes(one)).map((one) => part(one, 'participant')),
  ];
}

const bodyOf = (kind: ActivityKind, values: Values, row: ActivityDetail | undefined) => ({
  ...givenBody(kind, values),
  topic: values.topic.trim(),
  happened_on: values.happened_on,
  ends_on: values.ends_on && values.ends_on !== values.happened_on ? values.ends_on : null,
  venue: values.venue.trim(),
  unit: values.unit.trim(),
  ...(values.organiser ? { organiser: values.organiser } : {}),
  programme: values.programme || null,
  phase: values.phase || null,
  group: values.group || null,
  participants: participantsOf(values, row),
  classes: kind.asks_classes ? values.classes : [],
  evidence: values.evidence.filter((one) => !one.is_withdrawn).map((one) => one.id),
});
type Body = ReturnType<typeof bodyOf>;

/** What was not touched is not sent: it may be another's to say. */
const differing = (before: Body, now: Body): Partial<Body> =>
  Object.fromEntries(
    Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Body])),
  );

interface FormProps {
  begin: Values;
  kinds: readonly ActivityKind[];
  row?: ActivityDetail;
}

const behindMore = ['ends_on', 'venue', 'unit', 'organiser', 'programme', 'phase', 'group', 'outcome', 'evidence'];
const ownFields = ['kind', 'topic', 'happened_on', 'participants', 'classes', ...counting, ...behindMore];

function ActivityForm({ begin, kinds, row }: FormProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const can = useCan();
  const me = useMe();
  const format = useFormat();
  const [values, setValues] = useState(begin);
  // A file may come while somebody types: what is put down goes onto the newest, not onto what was drawn last.
  const latest = useRef(begin);
  const [asked, setAsked] = useState(false);
  const [uploading, setUploading] = useState(false);
  const [more, setMore] = useState(Boolean(row || begin.programme || begin.group));
  const kind = kinds.find((one) => one.id === values.kind);
  const planned = row ? row.state === 'planned' : values.happened_on > me.today;
  const fill = (all: Values) => {
    latest.current = all;
    setValues(all);
  };
  const draft = useDraft({
    owner: me.id,
    name: ['activity', begin.kind, begin.programme, begin.phase, begin.group].filter(Boolean).join('/'),
    schema: draftSchema,
    restore: (kept) => fill(kept),
    active: !row,
  });
  const save = useWrite(
    (of: ActivityKind, key) => {
      const body = bodyOf(of, values, row);
      return row
        ? changeActivity({ id: row.id, version: row.version, body: differing(bodyOf(of, begin, row), body) })
        : recordActivity({ ...body, kind: of.id }, key);
    },
    touched,
    (made) => {
      if (!row) void draft.finish();
      notify(
        t(row ? 'activities.changedNow' : made.state === 'planned' ? 'activities.plannedNow' : 'activities.saved'),
      );
      void navigate({ to: '/activities/$id', params: { id: made.id }, replace: Boolean(row) });
    },
  );
  const put = (next: Partial<Values>) => {
    fill({ ...latest.current, ...next });
    if (!row) void draft.save(latest.current);
  };
  const refused = refusals(save.error);
  const required = (name: string, empty: boolean) => (asked && empty ? t('error.required') : refused[name]);
  const lacksNumber = (name: keyof Given) => Boolean(kind && !planned && isNeeded(kind, name) && !values[name].trim());
  const text = (name: 'topic' | 'happened_on' | 'ends_on' | 'venue' | 'unit') => ({
    label: t(`activityForm.${name}`),
    value: values[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => put({ [name]: currentTarget.value }),
    error: required(name, (name === 'topic' || name === 'happened_on') && !values[name].trim()),
    'data-field': name,
  });
  const ends = text('ends_on');
  const backwards = values.ends_on && values.ends_on < values.happened_on ? t('activityForm.backwards') : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    const lacks = [
      !kind && 'kind',
      !values.happened_on && 'happened_on',
      !values.topic.trim() && 'topic',
      ...counting.filter(lacksNumber),
      backwards && 'ends_on',
    ].filter(Boolean);
    if (backwards) setMore(true);
    const [first] = lacks;
    if (first) return focusField(first);
    if (kind)
      save.mutate(kind, {
        onError: (error) => {
          const field = ownFields.find((name) => name in refusals(error));
          if (!field) return;
          if (behindMore.includes(field)) setMore(true);
          focusField(field === 'participants' ? 'people' : field);
        },
      });
  };
  const beside = save.error && !Object.keys(refused).some((name) => ownFields.includes(name));
  const numbersRefused = Object.fromEntries(counting.map((name) => [name, required(name, lacksNumber(name))]));
  return (
    <div className={classes.form}>
      <PageHeader
        title={t(row ? 'activityForm.titleEdit' : 'activityForm.titleNew')}
        hint={row ? row.kind.name : t('activityForm.hint')}
      />
      {draft.savedAt !== undefined && !row && (
        <Alert color="pine" variant="light" role="status" mb="sm">
          {t('activityForm.draftBack', { time: format.moment(draft.savedAt) })}{' '}
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => {
              void draft.discard();
              fill(begin);
            }}
          >
            {t('activityForm.draftAway')}
          </Button>
        </Alert>
      )}
      {beside && (
        <Alert color="cinnabar" variant="light" role="alert" mb="sm">
          {Object.values(refused)[0] ?? problemText(save.error)}
        </Alert>
      )}
      <form onSubmit={submit} noValidate>
        <div className={classes.sheet}>
          {!row && (
            <KindField
              kinds={kinds}
              value={values.kind}
              onChange={(next) => put({ kind: next })}
              error={required('kind', !kind)}
            />
          )}
          <TextInput
            {...text('happened_on')}
            type="date"
            withAsterisk
            description={planned && !row ? t('activityForm.willBePlanned') : undefined}
          />
          <TextInput {...text('topic')} withAsterisk maxLength={100} description={t('activityForm.topicHint')} />
          {kind && (
            <GivenFields
              kind={kind}
              which={counting}
              value={values}
              onChange={put}
              errors={numbersRefused}
              planned={planned}
            />
          )}
          {kind?.asks_classes && (
            <ClassesField value={values.classes} onChange={(next) => put({ classes: next })} error={refused.classes} />
          )}
          <PeopleField
            legend={t(planned ? 'activityForm.peoplePlanned' : 'activityForm.people')}
            hint={t('activityForm.peopleHint')}
            name="people"
            value={values.people}
            onChange={(next) => put({ people: next })}
            error={refused.participants}
          />
          <details className={classes.more} open={more} onToggle={({ currentTarget }) => setMore(currentTarget.open)}>
            <summary>{t('activityForm.more')}</summary>
            <div>
              <PeopleField
                legend={t('activityForm.speakers')}
                hint={t('activityForm.speakersHint')}
                name="speakers"
                value={values.speakers}
                onChange={(next) => put({ speakers: next })}
              />
              {kind && isAsked(kind, 'outcome') && (
                <GivenFields kind={kind} which={['outcome']} value={values} onChange={put} errors={refused} />
              )}
              <EvidenceField
                label={t('activityForm.evidence')}
                value={values.evidence}
                onChange={(evidence) => put({ evidence })}
                max={30}
                happenedOn={values.happened_on}
                onBusy={setUploading}
              />
              <div className={classes.pair}>
                <TextInput {...text('venue')} maxLength={60} />
                <TextInput {...ends} type="date" min={values.happened_on} error={backwards ?? ends.error} />
              </div>
              <Belonging values={values} put={put} refused={refused} />
              <div className={classes.pair}>
                {can('ACTIVITY_KEEP') && (
                  <OrganiserField
                    value={values.organiser}
                    mine={!row}
                    onChange={(organiser) => put({ organiser })}
                    error={refused.organiser}
                  />
                )}
                <TextInput {...text('unit')} maxLength={60} description={t('activityForm.unitHint')} />
              </div>
            </div>
          </details>
        </div>
        <div className={classes.foot}>
          {row ? (
            <ButtonLink variant="default" to="/activities/$id" params={{ id: row.id }}>
              {t('act.cancel')}
            </ButtonLink>
          ) : (
            <ButtonLink variant="default" to="/activities">
              {t('act.cancel')}
            </ButtonLink>
          )}
          <Button type="submit" loading={save.isPending} disabled={uploading}>
            {t(planned && !row ? 'activityForm.savePlan' : 'activityForm.save')}
          </Button>
        </div>
      </form>
    </div>
  );
}

interface KindProps {
  kinds: readonly ActivityKind[];
  value: string;
  onChange: (kind: string) => void;
  error: string | undefined;
}

const USUAL = 5;

/** The kinds that one entered last are one tap away; the others stand behind a search, by area. */
function KindField({ kinds, value, onChange, error }: KindProps) {
  const { t } = useTranslation();
  const last = useQuery(myLast);
  const open = kinds.filter((one) => one.is_active);
  const entered = (last.data?.results ?? []).filter((one) => one.is_mine).map((one) => one.kind.id);
  const usual = [...new Set(entered)].flatMap((id) => open.find((one) => one.id === id) ?? []).slice(0, USUAL);
  return (
    <>
      {usual.length > 0 && (
        <Choices
          legend={t('activityForm.usual')}
          name="usual"
          value={value}
          onChange={onChange}
          options={usual.map((one) => ({ value: one.id, label: one.name }))}
        />
      )}
      <Select
        label={t('activityForm.kind')}
        withAsterisk
        searchable
        placeholder={t('activityForm.kindHint')}
        nothingFoundMessage={t('activityForm.notFound')}
        data={areas
          .map((area) => ({
            group: t(`activities.areas.${area}`),
            items: open.filter((one) => one.area === area).map((one) => ({ value: one.id, label: one.name })),
          }))
          .filter(({ items }) => items.length > 0)}
        value={value || null}
        onChange={(next) => onChange(next ?? '')}
        error={error}
        data-field="kind"
      />
    </>
  );
}

function ClassesField({ value, onChange, error }: ManyValue) {
  const { t } = useTranslation();
  const { data } = useQuery(classesQuery);
  return (
    <ManyPicker
      legend={t('activityForm.classes')}
      name="classes"
      options={(data ?? []).map((one) => ({ value: one.id, label: one.name }))}
      value={value}
      onChange={onChange}
      error={error}
    />
  );
}

function OrganiserField({
  value,
  mine,
  onChange,
  error,
}: {
  value: string;
  /** Left out it is I. */
  mine: boolean;
  onChange: (staff: string) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation();
  const me = useMe();
  const staff = useQuery(colleagues);
  const everybody = (staff.data?.value ?? []).map((one) => ({ value: one.id, label: one.name }));
  return (
    <NativeSelect
      label={t('activityForm.organiser')}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data={
        mine
          ? [
              { value: '', label: t('activityForm.organiserMe', { name: me.name }) },
              ...everybody.filter((one) => one.value !== me.staff_id),
            ]
          : everybody
      }
      error={error}
      data-field="organiser"
    />
  );
}

/** Of which programme, phase and group it is a part; only those of the day are offered. */
function Belonging({
  values,
  put,
  refused,
}: {
  values: Values;
  put: (next: Partial<Values>) => void;
  refused: Record<string, string>;
}) {
  const { t } = useTranslation();
  const programmeName = useProgrammeName();
  const programmes = useQuery(programmeList);
  const groups = useQuery(groupList);
  const holds = (one: { starts_on: string; ends_on: string | null }) =>
    one.starts_on <= values.happened_on && (one.ends_on === null || values.happened_on <= one.ends_on);
  const fitting = (programmes.data ?? []).filter(
    (one) => one.id === values.programme || (!one.is_voided && holds(one)),
  );
  const phases = (fitting.find((one) => one.id === values.programme)?.phases ?? []).filter(
    (one) => one.id === values.phase || holds(one),
  );
  const open = (groups.data ?? []).filter((one) => one.id === values.group || (!one.is_voided && holds(one)));
  const choose = (name: 'programme' | 'phase' | 'group') => ({
    label: t(`activityForm.${name}`),
    value: values[name],
    error: refused[name],
    'data-field': name,
  });
  return (
    <div className={classes.pair}>
      {fitting.length > 0 && (
        <NativeSelect
          {...choose('programme')}
          onChange={({ currentTarget }) => put({ programme: currentTarget.value, phase: '' })}
          data={[
            { value: '', label: t('activityForm.noProgramme') },
            ...fitting.map((one) => ({ value: one.id, label: programmeName(one) })),
          ]}
        />
      )}
      {phases.length > 0 && (
        <NativeSelect
          {...choose('phase')}
          onChange={({ currentTarget }) => put({ phase: currentTarget.value })}
          data={[
            { value: '', label: t('activityForm.noPhase') },
            ...phases.map((one) => ({ value: one.id, label: one.name })),
          ]}
        />
      )}
      {open.length > 0 && (
        <NativeSelect
          {...choose('group')}
          onChange={({ currentTarget }) => put({ group: currentTarget.value })}
          data={[
            { value: '', label: t('activityForm.noGroup') },
            ...open.map((one) => ({ value: one.id, label: one.name })),
          ]}
        />
      )}
    </div>
  );
}
