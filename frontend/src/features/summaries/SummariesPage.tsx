import { Alert, Button } from '@mantine/core';
import { IconFileText, IconSparkles } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, data } from '@/shared/api/client';
import { useCan, useMe } from '@/shared/session/me';
import { problemText } from '@/shared/ui/notify';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { CompileProgress } from './CompileProgress';
import { summaryList } from './queries';
import classes from './Summaries.module.css';
import { stateTone } from './states';

/** Every term's summary, and the one step that starts this term's. */
export function SummariesPage() {
  const { t } = useTranslation();
  const { current_term: term } = useMe();
  const can = useCan();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { data: list, error, isPending, refetch } = useQuery(summaryList());
  const request = useMutation({
    mutationFn: (id: string) => data(api.POST('/api/v1/summaries/', { body: { term: id } })),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: summaryList().queryKey });
      await navigate({ to: '/summaries/$id', params: { id } });
    },
  });
  if (isPending) return <PageSkeleton />;
  if (!list) return <Failure error={error} reset={refetch} />;

  const begun = list.results.some((one) => one.term.id === term?.id && one.state !== 'withdrawn');
  const compile = term && !begun && can('SUMMARY_REQUEST') && (
    <Button
      leftSection={<IconSparkles size={18} aria-hidden />}
      loading={request.isPending}
      onClick={() => request.mutate(term.id)}
    >
      {t('summaries.compile', { term: term.name })}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('summaries.title')} hint={t('summaries.hint')}>
        {list.results.length > 0 && compile}
      </PageHeader>
      {request.error && (
        <Alert color="cinnabar" role="alert" mb="md" title={t('summaries.notRequested')}>
          {problemText(request.error)}
        </Alert>
      )}
      {list.results.length === 0 ? (
        <Empty icon={IconFileText} title={t('summaries.empty')} hint={t('summaries.emptyHint')} action={compile} />
      ) : (
        <ul className={classes.list}>
          {list.results.map((summary) => (
            <li key={summary.id}>
              <Link to="/summaries/$id" params={{ id: summary.id }} className={classes.row}>
                <b>{summary.title}</b>
                <Tag tone={stateTone(summary.state)}>
                  {t(`summaries.state.${summary.state}` as 'summaries.state.draft')}
                </Tag>
                <small>
                  {summary.term.name}
                  {summary.edition > 1 && ` · ${t('summaries.edition', { edition: summary.edition })}`}
                </small>
                {summary.state === 'compiling' && <CompileProgress progress={summary.progress} />}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
