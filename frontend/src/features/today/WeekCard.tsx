import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { daysUntil, useFormat } from '@/shared/i18n/format';
import { Panel } from '@/shared/ui/Panel';
import classes from './Digests.module.css';
import { unreadDigest } from './digests';
import { Lines } from './Lines';
import { useRead } from './useRead';

/** This week's digest until it was read. Yesterday's weeks are on their page, not here. */
export function WeekCard() {
  const { t } = useTranslation();
  const { day } = useFormat();
  const { data: list } = useQuery(unreadDigest);
  const reading = useRead();
  const digest = list?.results[0];
  if (!digest || daysUntil(digest.week_ends) < 0 || digest.lines.length === 0) return null;
  return (
    <Panel
      title={t('digests.thisWeek')}
      hint={t('digests.madeOn', { date: day(digest.made_at) })}
      aside={<Link to="/digests">{t('digests.earlier')}</Link>}
    >
      <Lines lines={digest.lines} />
      <div className={classes.acts}>
        <Button size="sm" variant="light" loading={reading.isPending} onClick={() => reading.mutate(digest.id)}>
          {t('digests.read')}
        </Button>
      </div>
    </Panel>
  );
}
