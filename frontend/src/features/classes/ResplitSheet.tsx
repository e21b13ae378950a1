import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Classes.module.css';

interface Row {
  id: string;
  student_number: string;
  name: string;
  number: number;
}

/** The sheet: one row a child, the class of today beside the class to come. */
export function ResplitSheet({
  rows,
  count,
  numberOf,
  onChange,
}: {
  rows: readonly Row[];
  count: number;
  numberOf: (row: Row) => number;
  onChange: (student_number: string, number: number) => void;
}) {
  const { t } = useTranslation();
  const numbers = Array.from({ length: count }, (_, place) => String(place + 1));
  return (
    <div className={classes.scroll}>
      <table className={classes.sheet}>
        <thead>
          <tr>
            <th scope="col">{t('resplit.child')}</th>
            <th scope="col">{t('resplit.now')}</th>
            <th scope="col">{t('resplit.then')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const number = numberOf(row);
            return (
              <tr key={row.id} data-moves={number !== row.number || undefined}>
                <td>
                  {row.name} <span className={classes.hint}>{row.student_number}</span>
                </td>
                <td>{t('resplit.classNumber', { number: row.number })}</td>
                <td>
                  <NativeSelect
                    size="sm"
                    aria-label={t('resplit.thenOf', { name: row.name })}
                    value={String(number)}
                    onChange={({ currentTarget }) => onChange(row.student_number, Number(currentTarget.value))}
                    data={[...new Set([...numbers, String(number)])].map((value) => ({
                      value,
                      label: t('resplit.classNumber', { number: value }),
                    }))}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
