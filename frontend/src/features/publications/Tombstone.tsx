import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import classes from './Paper.module.css';
import type { Publication } from './queries';

/** A paper that no longer stands says so before its first line, on the screen and in print. */
export function Tombstone({ paper }: { paper: Publication }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  if (paper.state === 'superseded')
    return (
      <aside className={classes.tombstone} aria-label={t('publications.state.superseded')}>
        <b>{t('publications.superseded')}</b>
        {paper.superseded_by && (
          <Link to="/publications/$id" params={{ id: paper.superseded_by }}>
            {t('publications.readNewest')}
          </Link>
        )}
      </aside>
    );
  if (paper.state === 'withdrawn')
    return (
      <aside className={classes.tombstone} data-withdrawn aria-label={t('publications.state.withdrawn')}>
        <b>
          {paper.withdrawn_at
            ? t('publications.withdrawnOn', { date: date(paper.withdrawn_at) })
            : t('publications.withdrawn')}
        </b>
        {paper.withdrawn_reason && <p>{t('publications.because', { reason: paper.withdrawn_reason })}</p>}
      </aside>
    );
  return null;
}
