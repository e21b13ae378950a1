import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Report } from './queries';
import classes from './Report.module.css';

const STEP = 50;

/** Row by row, with the row number of the spreadsheet so that it can be found there. */
export function ReportRows({ rows }: { rows: Report['rows'] }) {
  const { t } = useTranslation();
  const [many, setMany] = useState(STEP);
  if (rows.length === 0) return <p className={classes.none}>{t('roster.noRows')}</p>;
  return (
    <>
      <ul className={classes.rows}>
        {rows.slice(0, many).map((row) => (
          <li key={row.row} data-action={row.action}>
            <span className={classes.place}>{t('roster.row', { row: row.row })}</span>
            <b>{row.name}</b>
            <span className={classes.student}>
              {row.student_number} · {row.class_name}
            </span>
            <span className={classes.action}>{t(`roster.action.${row.action}` as 'roster.action.create')}</span>
            {(row.reasons.length > 0 || row.namesake) && (
              <ul className={classes.reasons}>
                {[...row.reasons, ...(row.namesake ? [row.namesake] : [])].map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {rows.length > many && (
        <Button variant="light" size="sm" onClick={() => setMany(many + STEP)}>
          {t('roster.more', { left: rows.length - many })}
        </Button>
      )}
    </>
  );
}
