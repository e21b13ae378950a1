import { useTranslation } from 'react-i18next';
import type { VisitRound } from '@/shared/api/lists';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Tag } from '@/shared/ui/Tag';
import classes from './Rounds.module.css';

const tones: Record<string, 'brand' | 'soon' | 'trouble' | 'calm'> = { met: 'brand', tried: 'soon', missed: 'calm' };

/** One family: how it stands, and the way into its record. */
export function StopRow({
  stop,
  round,
  unsent,
  records,
}: {
  stop: VisitRound['stops'][number];
  round: VisitRound;
  /** Its visit lies on this device and waits for a line. */
  unsent: boolean;
  records: boolean;
}) {
  const { t } = useTranslation();
  const open = round.state !== 'closed' && stop.state !== 'met';
  return (
    <li>
      <div className={classes.who}>
        <b>{stop.student.name}</b>
        <small>{stop.student.school_class?.name}</small>
        {stop.state !== 'open' && <Tag tone={tones[stop.state] ?? 'calm'}>{stop.missed_label || stop.state_label}</Tag>}
      </div>
      {unsent && <Tag tone="soon">{t('obligations.recorded')}</Tag>}
      {!unsent && open && records && (
        <ButtonLink
          to="/visits/new"
          search={{ student: stop.student.id, round: round.id }}
          variant="light"
          size="sm"
          aria-label={`${t('rounds.record')}：${stop.student.name}`}
        >
          {t('rounds.record')}
        </ButtonLink>
      )}
    </li>
  );
}
