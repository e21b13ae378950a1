import { useTranslation } from 'react-i18next';
import type { FigureScope } from '@/shared/charts/scope';
import { Bars } from './Bars';
import { Beside } from './Beside';
import classes from './Dashboard.module.css';
import type { Figure } from './queries';

const codes = [
  'lessons.given',
  'observations.made',
  'observations.by_leaders',
  'observations.out_of_school',
  'observations.late',
  'strategies.cards',
  'lessons.coverage',
  'lessons.unseen',
];

/** Which lessons were open to colleagues, and what was seen in them. Nobody is compared with anybody. */
export function Lessons({ figures, scope }: { figures: Map<string, Figure>; scope: FigureScope }) {
  const { t } = useTranslation();
  if (!figures.has('lessons.given')) return null;
  return (
    <section className={classes.civility} aria-labelledby="lessons">
      <h2 id="lessons" className={classes.blockTitle}>
        {t('dashboard.lessons')}
        <small>{t('dashboard.lessonsHint')}</small>
      </h2>
      <Beside codes={codes} label={t('dashboard.lessons')} figures={figures} scope={scope} />
      <div className={classes.pair}>
        <Bars figure={figures.get('lessons.by_kind')} scope={scope} />
        <Bars figure={figures.get('lessons.by_subject')} scope={scope} />
      </div>
      <div className={classes.pair}>
        <Bars figure={figures.get('observations.by_month')} scope={scope} />
        <Bars figure={figures.get('strategies.by_tag')} scope={scope} />
      </div>
    </section>
  );
}
