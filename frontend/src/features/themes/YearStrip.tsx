import { useTranslation } from 'react-i18next';
import type { Theme } from './queries';
import classes from './Themes.module.css';
import { type Month, placeIn } from './year';

/** Twelve months and the themes' days upon them: a picture of the list below it. */
export function YearStrip({ months, themes, today }: { months: Month[]; themes: Theme[]; today: string }) {
  const { t } = useTranslation();
  const now = placeIn(months, { starts_on: today, ends_on: today });
  return (
    <div className={classes.strip} aria-hidden>
      <div className={classes.months}>
        {months.map((month) => (
          <span key={month.number} data-now={(month.first <= today && today <= month.last) || undefined}>
            {t('themes.month', { number: month.number })}
          </span>
        ))}
      </div>
      <div className={classes.track}>
        {themes.map((theme) => {
          const { left, width } = placeIn(months, theme);
          return (
            <i key={theme.id} data-colour={theme.colour} style={{ left: `${left}%`, width: `${width}%` }}>
              <span>{theme.title}</span>
            </i>
          );
        })}
        {now.width > 0 && <u style={{ left: `${now.left}%` }} />}
      </div>
    </div>
  );
}
