import { Button, Textarea, TextInput } from '@mantine/core';
import { IconLock, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { schoolToday, useFormat } from '@/shared/i18n/format';
import { outbox } from '@/shared/offline/outbox';
import { canSeal } from '@/shared/offline/seal';
import { useDraft } from '@/shared/offline/useDraft';
import { useReopened } from '@/shared/offline/useReopened';
import { uuid } from '@/shared/offline/uuid';
import { useMe } from '@/shared/session/me';
import { Choices } from '@/shared/ui/Choices';
import { focusField } from '@/shared/ui/focusField';
import { notify } from '@/shared/ui/notify';
import { Empty, Failure, OfflineNote, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { myPairs, type Pair, type TalkBody } from './queries';
import classes from './TalkPage.module.css';
import {
  blankTalk,
  daysAgo,
  earliest,
  fromTalk,
  KIND,
  MOST_MINUTES,
  missing,
  type TalkErrors,
  type TalkValues,
  takesTalks,
  talkSchema,
  toTalk,
  usual,
} from './talk';

const page = getRouteApi('/pairs/talk');

/** 记一次交流: with whom, when, how long, about what. Also with no network. */
export function TalkPage() {
  const { t } = useTranslation();
  const { pair, again } = page.useSearch();
  const { data, error, isPending, refetch } = useQuery(myPairs);
  const open = data?.value.filter(takesTalks) ?? [];
  return (
    <div className={classes.page}>
      <p className={classes.back}>
        <Link to="/pairs" search={{ view: 'mine' }} activeOptions={{ exact: true }}>
          {t('pairTalk.back')}
        </Link>
      </p>
      <PageHeader title={t(again ? 'pairTalk.titleAgain' : 'pairTalk.title')} />
      <OfflineNote keptAt={data?.keptAt} />
      {isPending && <PageSkeleton />}
      {!isPending && !data && <Failure error={error} reset={refetch} />}
      {data && open.length === 0 && (
        <Empty icon={IconUsers} title={t('pairTalk.noPair')} hint={t('pairTalk.noPairHint')} />
      )}
      {open.length > 0 && <Form key={`${pair}/${again}`} pairs={open} />}
    </div>
  );
}

const otherOf = (pair: Pair) => (pair.my_side === 'mentor' ? pair.mentee : pair.mentor).name;

function Form({ pairs }: { pairs: Pair[] }) {
  const { t } = useTranslation();
  const me = useMe();
  const format = useFormat();
  const navigate = useNavigate();
  const { pair: given, again } = page.useSearch();
  const kept = useReopened(again);
  const only = pairs.length === 1 ? pairs[0]?.id : undefined;
  const begin = kept?.kind === KIND ? fromTalk(kept.body as TalkBody) : blankTalk(given ?? only ?? '');
  const [values, setValues] = useState(begin);
  const [errors, setErrors] = useState<TalkErrors>({});
  const [refused, setRefused] = useState<Record<string, string>>(kept?.problem?.fields ?? {});
  const [problem, setProblem] = useState(kept?.problem?.detail);
  const [typed, setTyped] = useState(!(usual as readonly string[]).includes(begin.minutes));
  const [busy, setBusy] = useState(false);
  const key = useRef(uuid());
  const draft = useDraft({
    owner: me.id,
    name: given ? `mentor-talk/${given}` : 'mentor-talk',
    schema: talkSchema,
    restore: (found) => {
      setValues(found);
      setTyped(!(usual as readonly string[]).includes(found.minutes));
    },
    active: !kept,
  });
  const change = (field: keyof TalkValues) => (value: string) => {
    const next = { ...values, [field]: value };
    setValues(next);
    draft.save(next);
  };
  const wrong = (field: keyof TalkValues) => {
    const why = errors[field];
    return why ? t(why) : refused[field];
  };
  const pair = pairs.find((one) => one.id === values.pair);
  const days = [
    { value: schoolToday(), label: t('pairTalk.today') },
    { value: daysAgo(1), label: t('pairTalk.yesterday') },
  ];

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const lacks = missing(values);
    setErrors(lacks);
    setRefused({});
    const [first] = Object.keys(lacks);
    if (first) return focusField(first);
    setBusy(true);
    setProblem(undefined);
    const body = toTalk(values);
    try {
      if (canSeal()) {
        const label = t('pairTalk.label', { name: pair ? otherOf(pair) : '', day: format.day(values.talked_on) });
        await (kept ? outbox.rewrite(kept.id, KIND, label, body) : outbox.add(KIND, label, body));
      } else {
        const verdict = await outbox.direct(key.current, KIND, body);
        if (verdict.is !== 'accepted') {
          if ('problem' in verdict) setRefused(verdict.problem.fields);
          return setProblem('problem' in verdict ? verdict.problem.detail : t('visit.needsLine'));
        }
      }
    } finally {
      setBusy(false);
    }
    await draft.finish();
    notify(t('pairTalk.saved'));
    if (kept) await navigate({ to: '/outbox' });
    else await navigate({ to: '/pairs', search: { view: 'mine' } });
  };

  return (
    <form className={classes.form} onSubmit={(event) => void save(event)} noValidate>
      <p className={classes.sealed}>
        <IconLock size={20} stroke={1.7} aria-hidden />
        <span>{pair ? t('pairTalk.sealedWith', { name: otherOf(pair) }) : t('pairTalk.sealed')}</span>
      </p>
      {draft.savedAt && (
        <div className={classes.restored} role="status">
          <span>{t('visit.restored', { time: format.moment(draft.savedAt) })}</span>
          <Button
            variant="subtle"
            color="amber"
            size="compact-sm"
            onClick={() => {
              setValues(blankTalk(given ?? only ?? ''));
              setTyped(false);
              void draft.discard();
            }}
          >
            {t('visit.startOver')}
          </Button>
        </div>
      )}
      {problem && (
        <p role="alert" className={classes.refusal}>
          {problem}
        </p>
      )}
      {pairs.length > 1 && (
        <Choices
          legend={t('pairTalk.with')}
          name="pair"
          required
          value={values.pair}
          onChange={change('pair')}
          options={pairs.map((one) => ({
            value: one.id,
            label: otherOf(one),
            note: t(one.my_side === 'mentor' ? 'pairTalk.myMentee' : 'pairTalk.myMentor', {
              of: one.subject || one.field_label,
            }),
          }))}
          error={wrong('pair')}
        />
      )}
      <div className={classes.day}>
        <TextInput
          type="date"
          label={t('pairTalk.day')}
          data-field="talked_on"
          withAsterisk
          min={earliest()}
          max={schoolToday()}
          value={values.talked_on}
          onChange={({ currentTarget }) => change('talked_on')(currentTarget.value)}
          error={wrong('talked_on')}
        />
        <Choices
          legend={t('pairTalk.quickDay')}
          name="quick-day"
          value={values.talked_on}
          onChange={change('talked_on')}
          options={days}
        />
      </div>
      <div className={classes.minutes}>
        <Choices
          legend={t('talk.minutes')}
          name={typed ? 'minutes-usual' : 'minutes'}
          required
          value={typed ? 'other' : values.minutes}
          onChange={(value) => {
            setTyped(value === 'other');
            change('minutes')(value === 'other' ? '' : value);
          }}
          options={[
            ...usual.map((value) => ({ value: value as string, label: value })),
            { value: 'other', label: t('pairTalk.otherMinutes') },
          ]}
          error={typed ? undefined : wrong('minutes')}
        />
        {typed && (
          <TextInput
            type="number"
            inputMode="numeric"
            label={t('pairTalk.howMany')}
            data-field="minutes"
            min={1}
            max={MOST_MINUTES}
            value={values.minutes}
            onChange={({ currentTarget }) => change('minutes')(currentTarget.value)}
            error={wrong('minutes')}
          />
        )}
      </div>
      <TextInput
        label={t('talk.topic')}
        placeholder={t('pairTalk.topicExample')}
        data-field="topic"
        withAsterisk
        maxLength={100}
        autoComplete="off"
        value={values.topic}
        onChange={({ currentTarget }) => change('topic')(currentTarget.value)}
        error={wrong('topic')}
      />
      <Textarea
        label={t('talk.content')}
        description={t('pairTalk.contentHint')}
        data-field="content"
        autosize
        minRows={3}
        maxRows={14}
        maxLength={5000}
        value={values.content}
        onChange={({ currentTarget }) => change('content')(currentTarget.value)}
        error={wrong('content')}
      />
      <div className={classes.foot}>
        <Button type="submit" size="md" loading={busy}>
          {t('pairTalk.save')}
        </Button>
        <span className={classes.note}>{t(canSeal() ? 'pairTalk.offline' : 'pairTalk.online')}</span>
      </div>
    </form>
  );
}
