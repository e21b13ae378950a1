import { useTranslation } from 'react-i18next';
import type { RubricSheet } from '@/shared/lessons/lists';
import classes from './Observe.module.css';
import { resultOf } from './score';
import type { Score } from './values';

/** The running total, and how it comes: nothing of it is a secret. */
export function Total({ sheet, scores }: { sheet: RubricSheet; scores: readonly Score[] }) {
  const { t } = useTranslation();
  const { total, grade, bonus, formula, leftOut } = resultOf(sheet, scores);
  return (
    <div className={classes.total} role="status">
      <p>
        {total === undefined ? (
          t('observe.noTotal')
        ) : (
          <>
            <b>{t('observe.total', { total })}</b>
            {grade && <span>{grade}</span>}
          </>
        )}
        {bonus !== undefined && <span>{t('observe.bonus', { bonus })}</span>}
      </p>
      {formula && (
        <small>
          {formula} = {total}
          {leftOut > 0 && ` · ${t('observe.leftOut', { count: leftOut })}`}
        </small>
      )}
    </div>
  );
}
