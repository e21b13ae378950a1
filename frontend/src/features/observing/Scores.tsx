import { useTranslation } from 'react-i18next';
import { Panel } from '@/shared/ui/Panel';
import type { ObservationRecord } from './queries';
import classes from './Record.module.css';

type Sheet = NonNullable<ObservationRecord['rubric']>;

/** The rubric as it stood when the record was begun, with what was answered, and how the total came. */
export function Scores({ record }: { record: ObservationRecord }) {
  const { t } = useTranslation();
  const { rubric, scores, result } = record;
  if (!rubric || scores.length === 0) return null;
  const by = new Map(scores.map((one) => [one.criterion, one]));
  const said = (criterion: Sheet['criteria'][number]) => {
    const score = by.get(criterion.code);
    if (!score) return t('record.unanswered');
    if (score.is_na) return t('observe.notApplicable');
    if (criterion.kind === 'scale')
      return score.level === null ? t('record.unanswered') : `${score.level} / ${criterion.levels}`;
    if (criterion.kind === 'checklist')
      return criterion.options
        .filter((option) => score.options.includes(option.id))
        .map((option) => option.text)
        .join('、');
    return criterion.kind === 'count' ? String(score.count ?? '') : score.text;
  };
  return (
    <Panel
      title={t('observe.scores')}
      hint={t('record.rubric', { name: rubric.rubric.name, number: rubric.number })}
      aside={
        result?.total != null ? (
          <b className={classes.total}>
            {t('observe.total', { total: result.total })}
            {result.grade && ` · ${result.grade}`}
          </b>
        ) : undefined
      }
    >
      <table className={classes.scores}>
        <caption className={classes.spoken}>{t('observe.scores')}</caption>
        <tbody>
          {rubric.criteria.map((criterion, at) => (
            <tr key={criterion.code}>
              <th scope="row">
                {criterion.section !== rubric.criteria[at - 1]?.section && criterion.section && (
                  <small>{criterion.section}</small>
                )}
                {criterion.text}
              </th>
              <td>{said(criterion)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {result?.bonus != null && <p className={classes.quiet}>{t('observe.bonus', { bonus: result.bonus })}</p>}
      {result?.formula && <p className={classes.quiet}>{result.formula}</p>}
    </Panel>
  );
}
