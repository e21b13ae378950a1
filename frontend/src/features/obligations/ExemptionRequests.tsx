import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, data } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { ChildName } from '@/shared/ui/ChildName';
import { ExportButton } from '@/shared/ui/ExportButton';
import { notify, notifyProblem } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import rowClasses from '@/shared/ui/Rows.module.css';
import { Tag } from '@/shared/ui/Tag';
import classes from './Obligations.module.css';
import { exemptionsQuery } from './queries';

/** What waits for a second person's yes or no. */
export function ExemptionRequests() {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const { data: list } = useQuery(exemptionsQuery);
  const answer = useMutation({
    mutationFn: ({ id, yes }: { id: string; yes: boolean }) => {
      const params = { path: { id } };
      return data(
        yes
          ? api.POST('/api/v1/exemptions/{id}/approve/', { params })
          : api.POST('/api/v1/exemptions/{id}/refuse/', { params }),
      );
    },
    onSuccess: (_, { yes }) => {
      notify(yes ? t('obligations.approved') : t('obligations.refusedDone'));
      for (const key of ['exemptions', 'obligations', 'figures']) void queries.invalidateQueries({ queryKey: [key] });
    },
    onError: notifyProblem,
  });
  const open = (list?.results ?? []).filter(
    (e) => !e.approved_at && !e.refused_at && !e.withdrawn_at && e.abilities.includes('approve'),
  );
  if (open.length === 0) return null;
  return (
    <div className={classes.requests}>
      <Panel
        title={t('obligations.exemptions')}
        aside={<ExportButton path="/api/v1/exemptions/export/" count={list?.count} />}
      >
        <ul className={rowClasses.rows}>
          {open.map((e) => (
            <li key={e.id}>
              <div className={rowClasses.what}>
                <ChildName child={e.student}>
                  <Tag tone="brand">{e.category.purpose}</Tag>
                </ChildName>
                <p className={rowClasses.facts}>{e.reason}</p>
                <p className={rowClasses.small}>
                  {t('obligations.askedBy', { name: e.requested_by?.name ?? '' })} · {format.day(e.requested_at)}
                  {e.visit && (
                    <>
                      {' · '}
                      <Link to="/visits/$id" params={{ id: e.visit }}>
                        {t('obligations.evidence')}
                      </Link>
                    </>
                  )}
                </p>
              </div>
              <div className={rowClasses.acts}>
                <Button size="sm" loading={answer.isPending} onClick={() => answer.mutate({ id: e.id, yes: true })}>
                  {t('obligations.approve')}
                </Button>
                <Button
                  size="sm"
                  variant="subtle"
                  color="cinnabar"
                  disabled={answer.isPending}
                  onClick={() => answer.mutate({ id: e.id, yes: false })}
                >
                  {t('obligations.refuse')}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}
