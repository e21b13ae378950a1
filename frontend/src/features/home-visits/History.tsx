import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { components } from '@/shared/api/schema.gen';
import { useFormat } from '@/shared/i18n/format';
import { Panel } from '@/shared/ui/Panel';
import { Failure } from '@/shared/ui/states';
import { labels } from './change';
import { historyQuery } from './queries';
import classes from './VisitPage.module.css';

type Revision = components['schemas']['HomeVisitRevision'];
type Change = Revision['changes'][number];

/** Every version stays: who changed what, and when. */
export function History({ id }: { id: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error, isPending, refetch } = useQuery(historyQuery(id));
  if (isPending) return null;
  if (!data) return <Failure error={error} reset={refetch} />;
  return (
    <Panel title={t('visitPage.history')} hint={t('visitPage.historyHint')} wide>
      <ol className={classes.rows} reversed>
        {[...data.results].reverse().map((revision) => (
          <li key={revision.version}>
            {revision.version === 1 ? t('visitPage.entry') : t('visitPage.change', { version: revision.version })}
            <small>
              {[revision.by?.name, format.moment(revision.recorded_at), revision.reason].filter(Boolean).join(' · ')}
            </small>
            {revision.changes.length > 0 && (
              <ul className={classes.changes}>
                {revision.changes.map((change) => (
                  <ChangeLine key={change.field} change={change} />
                ))}
              </ul>
            )}
            {revision.set_aside.map((aside) => (
              <SetAside key={aside.id} aside={aside} />
            ))}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** What was given up for this version, when two devices had written. */
function SetAside({ aside }: { aside: Revision['set_aside'][number] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes.aside}>
      <small>{t('visitPage.setAside', { name: aside.by?.name ?? '', time: format.moment(aside.recorded_at) })}</small>
      <ul className={classes.changes}>
        {aside.values.map(({ field, value }) => (
          <ChangeLine key={field} change={{ field, before: value, after: null }} />
        ))}
      </ul>
    </div>
  );
}

function ChangeLine({ change }: { change: Change }) {
  const { t } = useTranslation();
  const format = useFormat();
  const word = (value: unknown): string => {
    if (typeof value !== 'string' || value === '') return '';
    if (change.field === 'channel') return t(`visit.channels.${value as 'phone'}`);
    if (change.field === 'outcome') return t(`visit.outcomes.${value as 'done'}`);
    if (change.field === 'received_by') return t(`visit.receivers.${value as 'other'}`);
    return change.field === 'visited_on' ? format.day(value) : value;
  };
  const label = labels[change.field as keyof typeof labels];
  const [before, after] = [word(change.before), word(change.after)];
  return (
    <li>
      {label ? t(label) : t('visitPage.void')}
      {(before || after) && (
        <>
          {'：'}
          {before && <del>{before}</del>} {after && <ins>{after}</ins>}
        </>
      )}
    </li>
  );
}
