import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Panel } from '@/shared/ui/Panel';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { Tag } from '@/shared/ui/Tag';
import classes from './ChildFile.module.css';
import { EntryLine } from './EntryLine';
import { type ChildFile, childFileQuery, type FileEntry } from './queries';

const page = getRouteApi('/children/$id/file');
const views = ['all', 'decisions', 'visits', 'opened'] as const;
type View = (typeof views)[number];

const belongs: Record<View, (entry: FileEntry) => boolean> = {
  all: () => true,
  decisions: ({ kind }) => kind === 'circumstance' || kind === 'proposal' || kind === 'exemption',
  visits: ({ kind }) => kind === 'visit' || kind === 'follow_up',
  opened: ({ kind }) => kind === 'opened',
};

/** Who decided, did and opened what about one child, the latest first. */
export function ChildFilePage() {
  const { t } = useTranslation();
  const { id } = page.useParams();
  const { data: file, error, isPending, refetch } = useQuery(childFileQuery(id));
  const [view, setView] = useState<View>('all');
  if (isPending) return <PageSkeleton />;
  if (!file) return <Failure error={error} reset={refetch} />;
  const entries = file.entries.filter(belongs[view]);
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('childFile.title', { name: file.student.name })}
        hint={[file.student.school_class?.name, file.student_number].filter(Boolean).join(' · ')}
      />
      <p className={classes.logged}>{t('childFile.logged')}</p>
      <div className={classes.panels}>
        <Register file={file} />
        <Placements file={file} />
      </div>
      <Tabs
        label={t('childFile.views')}
        value={view}
        onChange={setView}
        options={views.map((one) => ({ value: one, label: t(`childFile.view.${one}`) }))}
      />
      {entries.length === 0 && <Empty title={t('childFile.empty')} hint={t('childFile.emptyHint')} />}
      <ol className={classes.line}>
        {entries.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is read once and never changes
          <EntryLine key={`${entry.at}/${entry.kind}/${entry.what}/${index}`} entry={entry} />
        ))}
      </ol>
      <Link to="/visits" search={{ student: id }} className={classes.more}>
        {t('visitPage.studentVisits')}
      </Link>
    </div>
  );
}

function Register({ file }: { file: ChildFile }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Panel title={t('childFile.register')}>
      {file.circumstances.length === 0 && <p className={classes.quiet}>{t('childFile.noRegister')}</p>}
      <ul className={classes.rows}>
        {file.circumstances.map((row) => (
          <li key={row.id}>
            <Tag tone={row.ends_on ? 'calm' : 'brand'}>
              {row.category.name} · {row.category.purpose}
            </Tag>
            <small>
              {row.ends_on
                ? t('circumstances.period', { from: format.date(row.starts_on), to: format.date(row.ends_on) })
                : t('circumstances.since', { from: format.date(row.starts_on) })}
              {' · '}
              {t('circumstances.source', { source: row.source })}
              {row.reviewed_at && ` · ${t('proposals.reviewed', { date: format.date(row.reviewed_at) })}`}
            </small>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Placements({ file }: { file: ChildFile }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Panel title={t('childFile.placements')}>
      <ul className={classes.rows}>
        {file.placements.map((one) => (
          <li key={one.starts_on}>
            {one.class_name}
            <small>
              {one.ends_on
                ? t('circumstances.period', { from: format.date(one.starts_on), to: format.date(one.ends_on) })
                : t('circumstances.since', { from: format.date(one.starts_on) })}
            </small>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
