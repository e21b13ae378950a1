import { useTranslation } from 'react-i18next';
import type { FigureScope } from '@/shared/charts/scope';
import { Bars } from './Bars';
import { Beside } from './Beside';
import classes from './Dashboard.module.css';
import type { Figure } from './queries';

/** What the school cites of an area of its work: numbers as cards, and pairs of breakdowns below them. */
const areas = {
  lessons: {
    cards: [
      'lessons.given',
      'observations.made',
      'observations.by_leaders',
      'observations.out_of_school',
      'observations.late',
      'strategies.cards',
      'lessons.coverage',
      'lessons.unseen',
    ],
    bars: [
      ['lessons.by_kind', 'lessons.by_subject'],
      ['observations.by_month', 'strategies.by_tag'],
    ],
  },
  activities: {
    cards: [
      'activities.held',
      'activities.places',
      'research.meetings',
      'trainings.held',
      'trainings.places',
      'trainings.hours',
      'visitors.received',
      'consultations.answered',
    ],
    bars: [
      ['activities.by_area', 'activities.by_month'],
      ['programmes.activities', 'research.by_level'],
    ],
  },
  growth: {
    cards: [
      'portfolios.kept',
      'portfolios.goals_reached',
      'awards.teachers',
      'awards.teacher_winners',
      'awards.teacher_places',
      'awards.titles',
      'recognitions.selected',
      'recognitions.published',
    ],
    bars: [['awards.teachers_by_grade', 'awards.titles_by_level']],
  },
  assurance: {
    cards: [
      'pledges.signed',
      'inspections.held',
      'inspections.rectified',
      'inspections.overdue',
      'supervision.answered',
      'surveys.satisfaction',
      'leading_group.tasks_done',
      'declarations.accidents',
    ],
    bars: [['inspections.by_kind', 'pledges.by_form']],
  },
} as const;

/** Nobody is compared with anybody. */
export function Area({
  of,
  figures,
  scope,
}: {
  of: keyof typeof areas;
  figures: Map<string, Figure>;
  scope: FigureScope;
}) {
  const { t } = useTranslation();
  const { cards, bars } = areas[of];
  if (!cards.some((code) => figures.has(code))) return null;
  return (
    <section className={classes.civility} aria-labelledby={of}>
      <h2 id={of} className={classes.blockTitle}>
        {t(`dashboard.${of}`)}
        <small>{t(`dashboard.${of}Hint`)}</small>
      </h2>
      <Beside codes={cards} label={t(`dashboard.${of}`)} figures={figures} scope={scope} />
      {bars.map(([left, right]) => (
        <div key={left} className={classes.pair}>
          <Bars figure={figures.get(left)} scope={scope} />
          <Bars figure={figures.get(right)} scope={scope} />
        </div>
      ))}
    </section>
  );
}
