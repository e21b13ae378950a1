import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Tag } from '@/shared/ui/Tag';
import type { HomeVisit } from './schema';
import classes from './VisitsPage.module.css';

export function VisitRow({ visit }: { visit: HomeVisit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const met = visit.outcome === 'done' || visit.outcome === 'elsewhere';
  return (
    <li data-voided={visit.voided_at ? true : undefined}>
      <Link to="/visits/$id" params={{ id: visit.id }} className={classes.row}>
        <span className={classes.day}>{format.day(visit.visited_on)}</span>
        <span className={classes.what}>
          <b>{visit.student.name}</b>
          <small>{[visit.student.school_class?.name, visit.recorded_by?.name].filter(Boolean).join(' · ')}</small>
        </span>
        <span className={classes.tags}>
          <Tag>{t(`visit.channels.${visit.channel as 'phone'}`)}</Tag>
          <Tag tone={met ? 'brand' : 'soon'}>{t(`visit.outcomes.${visit.outcome as 'done'}`)}</Tag>
          {visit.confirmation === 'waiting' && <Tag>{t('companions.answers.waiting')}</Tag>}
          {visit.confirmation === 'denied' && <Tag tone="trouble">{t('companions.answers.denied')}</Tag>}
          {visit.is_late && <Tag>{t('visits.late')}</Tag>}
          {visit.voided_at && <Tag tone="trouble">{t('visits.voided')}</Tag>}
        </span>
      </Link>
    </li>
  );
}
