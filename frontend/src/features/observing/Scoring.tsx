import { Textarea } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Criterion, currentRubrics, lessonKinds, type RubricSheet } from '@/shared/lessons/lists';
import { Choices } from '@/shared/ui/Choices';
import classes from './Observe.module.css';
import { Total } from './Total';
import type { Score } from './values';

interface Props {
  kind: string | undefined;
  /** The version that the record was begun by; it stays with it. */
  pinned: RubricSheet | undefined;
  scores: readonly Score[];
  onChange: (scores: Score[]) => void;
}

const unanswered = (criterion: string): Score => ({ criterion, level: null, is_na: false, count: null, text: '' });

/** 评课表, where the kind of lesson has one. Nobody must fill it in; what comes out says how it came. */
export function Scoring({ kind, pinned, scores, onChange }: Props) {
  const { t } = useTranslation();
  const kinds = useQuery(lessonKinds);
  const rubrics = useQuery(currentRubrics);
  const of = kinds.data?.value.find((one) => one.id === kind)?.rubric?.id;
  const sheet: RubricSheet | undefined = pinned ?? rubrics.data?.value.find((one) => one.rubric.id === of);
  if (!sheet) return null;
  const by = new Map(scores.map((one) => [one.criterion, one]));
  const put = (code: string, next: Partial<Score>) => {
    const score = { ...(by.get(code) ?? unanswered(code)), ...next };
    onChange([...scores.filter((one) => one.criterion !== code), score]);
  };
  const sections = [...new Set(sheet.criteria.map((one) => one.section))];
  return (
    <details className={classes.more} open={scores.length > 0 || undefined}>
      <summary>
        {t('observe.scores')} <small>{t('observe.scoresHint', { name: sheet.rubric.name })}</small>
      </summary>
      <div className={classes.moreBody}>
        {sections.map((section) => (
          <div key={section} className={classes.section}>
            {section && <h3>{section}</h3>}
            {sheet.criteria
              .filter((one) => one.section === section)
              .map((one) => (
                <Question
                  key={one.code}
                  criterion={one}
                  score={by.get(one.code) ?? unanswered(one.code)}
                  onChange={(next) => put(one.code, next)}
                />
              ))}
          </div>
        ))}
        <Total sheet={sheet} scores={scores} />
      </div>
    </details>
  );
}

interface QuestionProps {
  criterion: Criterion;
  score: Score;
  onChange: (next: Partial<Score>) => void;
}

function Question({ criterion, score, onChange }: QuestionProps) {
  const { t } = useTranslation();
  const { code, text, kind, levels, weight, is_bonus } = criterion;
  const worth = Number(weight);
  const hint = is_bonus
    ? t('observe.bonusWorth', { points: worth })
    : worth > 0
      ? t('observe.weight', { weight: worth })
      : undefined;
  if (kind === 'scale') {
    const options = Array.from({ length: levels ?? 0 }, (_, at) => String((levels ?? 0) - at));
    return (
      <Choices
        name={`score-${code}`}
        legend={text}
        hint={hint}
        options={[
          ...options.map((value) => ({ value, label: value })),
          { value: 'na', label: t('observe.notApplicable') },
        ]}
        value={score.is_na ? 'na' : score.level === null ? '' : String(score.level)}
        onChange={(value) =>
          onChange(value === 'na' ? { level: null, is_na: true } : { level: Number(value), is_na: false })
        }
      />
    );
  }
  if (kind === 'checklist')
    return (
      <Choices
        multiple
        name={`score-${code}`}
        legend={text}
        hint={hint}
        options={criterion.options.map((one) => ({ value: one.id, label: one.text }))}
        value={score.options ?? []}
        onChange={(options) => onChange({ options, is_na: false })}
      />
    );
  if (kind === 'count') {
    const count = score.count ?? 0;
    return (
      <div className={classes.question}>
        <span id={`score-${code}`}>{text}</span>
        {/* biome-ignore lint/a11y/useSemanticElements: two buttons and a number, named by the line above them */}
        <div className={classes.stepper} role="group" aria-labelledby={`score-${code}`}>
          <button
            type="button"
            aria-label={t('observe.fewer')}
            disabled={count === 0}
            onClick={() => onChange({ count: count - 1 })}
          >
            <IconMinus size={22} aria-hidden />
          </button>
          <output aria-live="polite">{score.count === null ? t('observe.uncounted') : count}</output>
          <button
            type="button"
            aria-label={t('observe.oneMore')}
            disabled={count === 1_000}
            onClick={() => onChange({ count: count + 1 })}
          >
            <IconPlus size={22} aria-hidden />
          </button>
        </div>
      </div>
    );
  }
  return (
    <Textarea
      label={text}
      autosize
      minRows={2}
      maxLength={500}
      value={score.text}
      onChange={({ currentTarget }) => onChange({ text: currentTarget.value })}
    />
  );
}
