import { IconBook2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Publications.module.css';
import { publicationList } from './queries';

/** What the school has published for its families, newest first; older editions stay readable. */
export function PublicationsPage() {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { data: list, error, isPending, refetch } = useQuery(publicationList());
  if (isPending) return <PageSkeleton />;
  if (!list) return <Failure error={error} reset={refetch} />;
  return (
    <>
      <PageHeader title={t('publications.title')} hint={t('publications.hint')}>
        <ExportButton path="/api/v1/publications/export/" count={list.count} />
      </PageHeader>
      {list.results.length === 0 ? (
        <Empty icon={IconBook2} title={t('publications.empty')} hint={t('publications.emptyHint')} />
      ) : (
        <ul className={classes.list}>
          {list.results.map((one) => (
            <li key={one.id}>
              <Link to="/publications/$id" params={{ id: one.id }} className={classes.row} data-state={one.state}>
                <b>{one.title}</b>
                <Tag tone={one.state === 'current' ? 'brand' : 'calm'}>
                  {t(`publications.state.${one.state}` as 'publications.state.current')}
                </Tag>
                <small>
                  {one.term_name} · {t('publications.edition', { edition: one.edition })} ·{' '}
                  <time dateTime={one.published_at}>{date(one.published_at)}</time>
                </small>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
