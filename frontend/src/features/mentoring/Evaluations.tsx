import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '@/shared/api/schema.gen';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { Choices } from '@/shared/ui/Choices';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Tag } from '@/shared/ui/Tag';
import classes from './Pair.module.css';
import { evaluatePair, type PairFile, talksOf } from './queries';
import { touched } from './touched';

type Body = components['schemas']['PairEvaluateRequest'];
type Evaluation = PairFile['evaluations'][number];
const sides = ['self', 'mentor', 'mentee', 'school'] as const;
const grades = ['excellent', 'good', 'pass', 'not_yet'] as const;

/** 结对评价 from four sides. What was written first stays to be read beside what replaced it. */
export default function Evaluations({ pair }: { pair: PairFile }) {
  const { t } = useTranslation();
  const [writing, setWriting] = useState(false);
  const standing = pair.evaluations.filter((one) => !one.is_replaced);
  const replaced = pair.evaluations.filter((one) => one.is_replaced);
  const may = pair.abilities.includes('evaluate') && pair.my_evaluation_sides.length > 0;
  return (
    <Panel
      title={t('pairs.evaluations.title')}
      hint={t('pairs.evaluations.hint', { met: pair.months_met, due: pair.months_due })}
      aside={
        may && (
          <Button size="sm" onClick={() => setWriting(true)}>
            {t('pairs.evaluations.write')}
          </Button>
        )
      }
    >
      <ul className={classes.rows}>
        {sides.map((side) => {
          const one = standing.find((found) => found.side === side);
          return (
            <li key={side}>
              <div className={classes.what}>
                <p className={classes.name}>
                  <b>{t(`pairs.evaluations.sides.${side}`)}</b>
                  {one ? (
                    <Tag tone="brand">{one.grade_label}</Tag>
                  ) : (
                    <Tag>
                      {pair.evaluations_missing.includes(side)
                        ? t('pairs.evaluations.missing')
                        : t('pairs.evaluations.there')}
                    </Tag>
                  )}
                </p>
                {one && <Said one={one} />}
              </div>
            </li>
          );
        })}
      </ul>
      {replaced.length > 0 && (
        <details className={classes.quiet}>
          <summary>{t('pairs.evaluations.replaced', { count: replaced.length })}</summary>
          <ul className={classes.rows}>
            {replaced.map((one) => (
              <li key={one.id}>
                <div className={classes.what}>
                  <p className={classes.name}>
                    <b>{t(`pairs.evaluations.sides.${one.side}`)}</b> <Tag>{one.grade_label}</Tag>
                  </p>
                  <Said one={one} />
                </div>
              </li>
            ))}
          </ul>
        </details>
      )}
      <FormDialog opened={writing} onClose={() => setWriting(false)} title={t('pairs.evaluations.write')} size="lg">
        {writing && <Form pair={pair} onClose={() => setWriting(false)} />}
      </FormDialog>
    </Panel>
  );
}

function Said({ one }: { one: Evaluation }) {
  const { t } = useTranslation();
  const { date, day, list } = useFormat();
  return (
    <>
      <p className={classes.said}>{one.text}</p>
      {one.talks.length > 0 && (
        <p className={classes.small}>
          {t('pairs.evaluations.talks', { days: list(one.talks.map((talk) => day(talk.talked_on))) })}
        </p>
      )}
      <p className={classes.small}>
        {one.by?.name} · {date(one.at)}
      </p>
    </>
  );
}

function Form({ pair, onClose }: { pair: PairFile; onClose: () => void }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const { data: talks } = useQuery(talksOf(pair.id));
  const [side, setSide] = useState<Body['side'] | ''>(
    pair.my_evaluation_sides.length === 1 ? (pair.my_evaluation_sides[0] ?? '') : '',
  );
  const [grade, setGrade] = useState<Body['grade'] | ''>('');
  const [text, setText] = useState('');
  const [named, setNamed] = useState<string[]>([]);
  const [asked, setAsked] = useState(false);
  const released = (talks ?? []).filter((talk) => talk.is_released);
  const save = useWrite(
    (body: Body) => evaluatePair(pair.id, body),
    touched,
    () => {
      notify(t('pairs.evaluations.saved'));
      onClose();
    },
  );
  const refused = refusals(save.error);
  const needs = (value: string, name: string) => (asked && !value.trim() ? t('error.required') : refused[name]);
  return (
    <FormBody
      confirm={t('pairs.evaluations.save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (side && grade && text.trim()) save.mutate({ side, grade, text: text.trim(), talks: named });
      }}
      onClose={onClose}
      fields={['side', 'grade', 'text']}
    >
      {pair.my_evaluation_sides.length > 1 && (
        <Choices
          legend={t('pairs.evaluations.about')}
          name="side"
          required
          value={side}
          onChange={setSide}
          options={pair.my_evaluation_sides.map((value) => ({
            value,
            label: t(`pairs.evaluations.sides.${value}`),
          }))}
          error={needs(side, 'side')}
        />
      )}
      <Choices
        legend={t('pairs.evaluations.grade')}
        name="grade"
        required
        value={grade}
        onChange={setGrade}
        options={grades.map((value) => ({ value, label: t(`pairs.evaluations.grades.${value}`) }))}
        error={needs(grade, 'grade')}
      />
      <Textarea
        withAsterisk
        label={t('pairs.evaluations.text')}
        description={t('pairs.evaluations.textHint')}
        autosize
        minRows={4}
        maxRows={14}
        maxLength={3000}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        error={needs(text, 'text')}
      />
      {released.length > 0 && (
        <Choices
          multiple
          legend={t('pairs.evaluations.name')}
          hint={t('pairs.evaluations.nameHint')}
          name="talks"
          value={named}
          onChange={setNamed}
          options={released.map((talk) => ({ value: talk.id, label: day(talk.talked_on) }))}
        />
      )}
    </FormBody>
  );
}
