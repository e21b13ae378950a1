import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useItemWords } from '@/shared/civility/useItemWords';
import { useFormat } from '@/shared/i18n/format';
import { useMe } from '@/shared/session/me';
import { Panel } from '@/shared/ui/Panel';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './PointCatalogue.module.css';
import { historyOf, type PastVersion } from './queries';

const page = getRouteApi('/point-items/$id');

/** How an item has changed, newest first: what, why, by whom and when. Nothing of it can be taken back. */
export function HistoryPage() {
  const { t } = useTranslation();
  const { id } = page.useParams();
  const { today } = useMe();
  const { data: versions, error, isPending, refetch } = useQuery(historyOf(id));
  if (isPending) return <PageSkeleton />;
  if (!versions) return <Failure error={error} reset={refetch} />;
  const inForce = versions.find((one) => one.effective_from <= today);
  const current = inForce ?? versions[0];
  return (
    <>
      <p className={classes.back}>
        <Link to="/point-items">{t('pointItems.back')}</Link>
      </p>
      <PageHeader
        title={current ? t('pointItems.historyOf', { name: current.name }) : t('pointItems.history')}
        hint={t('pointItems.historyHint')}
      />
      {versions.length === 0 && <Empty icon={IconHistory} title={t('pointItems.none')} />}
      <ol className={classes.history}>
        {versions.map((version, place) => (
          <li key={version.id}>
            <OneVersion version={version} before={versions[place + 1]} inForce={version.id === inForce?.id} />
          </li>
        ))}
      </ol>
    </>
  );
}

function OneVersion({
  version,
  before,
  inForce,
}: {
  version: PastVersion;
  before: PastVersion | undefined;
  inForce: boolean;
}) {
  const { t } = useTranslation();
  const { date, moment } = useFormat();
  const { today } = useMe();
  const said = useSaid();
  const now = said(version);
  const then = before && said(before);
  const changed = (Object.keys(now) as (keyof typeof now)[]).filter((field) => !then || then[field] !== now[field]);
  return (
    <Panel
      title={t('pointItems.versionFrom', { number: version.number, date: date(version.effective_from) })}
      hint={t('pointItems.recorded', {
        name: version.recorded_by?.name ?? '',
        time: moment(version.recorded_at),
      })}
      aside={
        inForce ? (
          <Tag tone="brand">{t('pointItems.inForce')}</Tag>
        ) : (
          version.effective_from > today && <Tag tone="soon">{t('pointItems.toCome')}</Tag>
        )
      }
    >
      {version.why && <p className={classes.why}>{t('pointItems.because', { why: version.why })}</p>}
      <dl className={classes.changes}>
        {changed.map((field) => (
          <div key={field}>
            <dt>{t(`pointItems.fields.${field}`)}</dt>
            <dd>
              {then && (
                <>
                  <del>{then[field]}</del>
                  <span className={classes.spoken}>{t('pointItems.becomes')}</span>
                  <span aria-hidden> → </span>
                </>
              )}
              <ins>{now[field]}</ins>
            </dd>
          </div>
        ))}
      </dl>
      {changed.length === 0 && <p className={classes.hint}>{t('pointItems.unchanged')}</p>}
    </Panel>
  );
}

/** What a version says, field by field, in words that can be laid beside another's. */
function useSaid() {
  const { t } = useTranslation();
  const words = useItemWords();
  return (version: PastVersion) => ({
    name: version.name,
    state: t(version.is_open ? 'pointItems.open' : 'pointItems.closed'),
    domain: t(`pointWords.domain.${version.domain}`),
    kind: t(`pointWords.kind.${version.kind}`),
    worth: words.worth(version),
    recorder: t(`pointWords.recorder.${version.recorder}`),
    note: t(version.needs_note ? 'pointItems.needsNote' : 'pointItems.noteFree'),
    caps: words.caps(version),
  });
}
