import { useTranslation } from 'react-i18next';
import type { Version } from './queries';
import classes from './Rubrics.module.css';

/** A version as it reads: sections, criteria, weights, grades. */
export function SheetView({ version }: { version: Version }) {
  const { t } = useTranslation();
  const total = version.criteria
    .filter((one) => !one.is_bonus)
    .reduce((sum, one) => sum + Math.round(Number(one.weight) * 100), 0);
  return (
    <>
      <table className={classes.sheet}>
        <caption className={classes.spoken}>{t('rubrics.criteria')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('rubrics.criterion')}</th>
            <th scope="col">{t('rubrics.kind')}</th>
            <th scope="col">{t('rubrics.weight')}</th>
          </tr>
        </thead>
        <tbody>
          {version.criteria.map((one, at) => (
            <tr key={one.code}>
              <th scope="row">
                {one.section && one.section !== version.criteria[at - 1]?.section && <small>{one.section}</small>}
                {one.text}
                {one.options.length > 0 && <small>{one.options.map((option) => option.text).join('、')}</small>}
              </th>
              <td>
                {one.kind === 'scale'
                  ? t('rubrics.levelsOf', { count: one.levels ?? 0 })
                  : t(`rubrics.kinds.${one.kind}`)}
              </td>
              <td>
                {Number(one.weight) > 0 ? Number(one.weight) : t('rubrics.unscored')}
                {one.is_bonus && <small>{t('rubrics.bonus')}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.quiet}>
        {total > 0 && t('rubrics.sum', { sum: total / 100 })}
        {version.grades.length > 0 &&
          ` · ${version.grades.map((one) => `${one.name} ≥ ${Number(one.at_least)}`).join('，')}`}
      </p>
    </>
  );
}
