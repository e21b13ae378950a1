import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { notify, notifyProblem } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Failure, NotFound, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { DraftEditor } from './DraftEditor';
import { beginDraft, changeRubric, type Rubric, rubricList, touched, type Version, versionsOf } from './queries';
import classes from './Rubrics.module.css';
import { SheetView } from './SheetView';

const page = getRouteApi('/rubrics/$id');

/** One rubric: its draft, and every version that records were begun by. */
export function RubricPage() {
  const { id } = page.useParams();
  const { data: rubrics, error, isPending, refetch } = useQuery(rubricList);
  if (isPending) return <PageSkeleton />;
  if (!rubrics) return <Failure error={error} reset={refetch} />;
  const rubric = rubrics.find((one) => one.id === id);
  return rubric ? <Sheets rubric={rubric} /> : <NotFound />;
}

function Sheets({ rubric }: { rubric: Rubric }) {
  const { t } = useTranslation();
  const { data: versions, error, isPending, refetch } = useQuery(versionsOf(rubric.id));
  const begin = useWrite(beginDraft, touched, () => notify(t('rubrics.draftBegun')));
  const change = useWrite(changeRubric, touched, () => notify(t('rubrics.changed')));
  const can = (ability: string) => rubric.abilities.includes(ability);
  const draft = versions?.find((one) => !one.is_published);
  const published = (versions ?? []).filter((one) => one.is_published);
  return (
    <div className={classes.page}>
      <PageHeader title={rubric.name}>
        {can('draft') && !draft && versions && (
          <Button loading={begin.isPending} onClick={() => begin.mutate(rubric.id, { onError: notifyProblem })}>
            {t('rubrics.beginDraft')}
          </Button>
        )}
        {can('change') && (
          <Button
            variant="default"
            loading={change.isPending}
            onClick={() =>
              change.mutate({ id: rubric.id, body: { is_active: !rubric.is_active } }, { onError: notifyProblem })
            }
          >
            {t(rubric.is_active ? 'rubrics.retire' : 'rubrics.revive')}
          </Button>
        )}
      </PageHeader>
      {isPending && <PageSkeleton />}
      {!isPending && !versions && <Failure error={error} reset={refetch} />}
      <div className={classes.stack}>
        {draft && <DraftEditor key={`${draft.id}/${draft.edition}`} draft={draft} before={published[0]} />}
        {published.map((version, at) => (
          <VersionPanel key={version.id} version={version} current={at === 0} />
        ))}
      </div>
    </div>
  );
}

function VersionPanel({ version, current }: { version: Version; current: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Panel
      title={t('rubrics.version', { number: version.number })}
      hint={[
        version.published_at &&
          t('rubrics.publishedBy', {
            name: version.published_by?.name ?? '',
            time: format.moment(version.published_at),
          }),
        version.why,
      ]
        .filter(Boolean)
        .join(' · ')}
      aside={current ? <Tag tone="brand">{t('rubrics.current')}</Tag> : <Tag>{t('rubrics.earlier')}</Tag>}
    >
      {current ? (
        <SheetView version={version} />
      ) : (
        <details className={classes.fold}>
          <summary>{t('rubrics.show')}</summary>
          <SheetView version={version} />
        </details>
      )}
    </Panel>
  );
}
