import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { Actions } from './Actions';
import { Chain } from './Chain';
import { Compiling } from './Compiling';
import { Gates } from './Gates';
import { History } from './History';
import { Item } from './Item';
import { Outline } from './Outline';
import { summaryOf } from './queries';
import { ReadThrough } from './ReadThrough';
import classes from './Summary.module.css';
import { stateTone } from './states';
import { useDrafts } from './useDrafts';

const page = getRouteApi('/summaries/$id');

/** One term's summary on its way from the first draft to the parents. */
export function SummaryPage() {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { id } = page.useParams();
  const hash = useLocation({ select: (location) => location.hash });
  const { drafts, set } = useDrafts();
  const { data: summary, error, isPending, refetch } = useQuery(summaryOf(id));
  if (isPending) return <PageSkeleton />;
  if (!summary) return <Failure error={error} reset={refetch} />;

  const section = summary.sections.find((one) => one.code === hash);
  const unsaved = Object.keys(drafts).length;
  return (
    <>
      <PageHeader
        title={summary.title}
        hint={[
          summary.term.name,
          t('summaries.asOf', { date: date(summary.as_of) }),
          summary.edition > 1 && t('summaries.edition', { edition: summary.edition }),
        ]
          .filter(Boolean)
          .join(' · ')}
      >
        <Tag tone={stateTone(summary.state)}>{t(`summaries.state.${summary.state}`)}</Tag>
      </PageHeader>
      {summary.publication && (
        <p className={classes.published}>
          <Link to="/publications/$id" params={{ id: summary.publication }}>
            {t('summaries.readPublished')}
          </Link>
        </p>
      )}
      {summary.state === 'compiling' ? (
        <Compiling summary={summary} />
      ) : (
        <div className={classes.page} data-item={section ? true : undefined}>
          <div className={classes.aside}>
            <Actions summary={summary} unsaved={unsaved} />
            <Gates gates={summary.gates} sections={summary.sections} state={summary.state} />
            <Chain summary={summary} />
            <History summary={summary} />
          </div>
          <div className={classes.outline}>
            <Outline summary={summary} drafts={drafts} />
          </div>
          <div className={classes.main}>
            {section ? (
              <Item summary={summary} section={section} draft={drafts[section.id]} onDraft={set} />
            ) : (
              <ReadThrough summary={summary} />
            )}
          </div>
        </div>
      )}
    </>
  );
}
