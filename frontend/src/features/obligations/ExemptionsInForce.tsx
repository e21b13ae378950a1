import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';
import { useFormat } from '@/shared/i18n/format';
import { useMe } from '@/shared/session/me';
import { ChildName } from '@/shared/ui/ChildName';
import { notify } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import rowClasses from '@/shared/ui/Rows.module.css';
import { Tag } from '@/shared/ui/Tag';
import classes from './Obligations.module.css';
import { exemptionsQuery } from './queries';

type Exemption = components['schemas']['Exemption'];

/** This term's exemptions. A family that changed its mind is visited after all. */
export function ExemptionsInForce() {
  const { t } = useTranslation();
  const format = useFormat();
  const { current_term } = useMe();
  const { data: list } = useQuery(exemptionsQuery);
  const [withdrawing, setWithdrawing] = useState<Exemption>();
  const mine = (list?.results ?? []).filter(
    (e) =>
      !e.refused_at &&
      !e.withdrawn_at &&
      e.term === current_term?.id &&
      (e.approved_at || !e.abilities.includes('approve')),
  );
  if (mine.length === 0) return null;
  return (
    <details className={classes.group} data-group="exemptions">
      <summary>
        <h2>{t('obligations.inForce')}</h2>
        <span className={classes.count}>{mine.length}</span>
      </summary>
      <ul className={rowClasses.rows}>
        {mine.map((e) => (
          <li key={e.id}>
            <div className={rowClasses.what}>
              <ChildName child={e.student}>
                <Tag tone="brand">{e.category.purpose}</Tag>
                <Tag tone={e.approved_at ? 'calm' : 'soon'}>
                  {e.approved_at ? t('obligations.group.exempt') : t('obligations.exemptPending')}
                </Tag>
              </ChildName>
              <p className={rowClasses.facts}>{e.reason}</p>
              <p className={rowClasses.small}>
                {t('obligations.askedBy', { name: e.requested_by?.name ?? '' })} · {format.day(e.requested_at)}
                {e.approved_by && ` · ${t('obligations.approvedBy', { name: e.approved_by.name })}`}
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
              {e.abilities.includes('withdraw') && (
                <Button
                  size="sm"
                  variant="default"
                  aria-label={`${t('obligations.withdraw')}：${e.student.name}`}
                  onClick={() => setWithdrawing(e)}
                >
                  {t('obligations.withdraw')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <Withdraw exemption={withdrawing} onDone={() => setWithdrawing(undefined)} />
    </details>
  );
}

function Withdraw({ exemption, onDone }: { exemption: Exemption | undefined; onDone: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const withdrawing = useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      data(api.POST('/api/v1/exemptions/{id}/withdraw/', { params: { path: { id } }, body: { reason } })),
    onSuccess: () => {
      notify(t('obligations.withdrawn'));
      for (const key of ['exemptions', 'obligations', 'figures', 'home-visits'])
        void queries.invalidateQueries({ queryKey: [key] });
      onDone();
    },
  });
  return (
    <ReasonDialog
      opened={exemption !== undefined}
      onClose={onDone}
      title={t('obligations.withdrawTitle', { name: exemption?.student.name ?? '' })}
      hint={t('obligations.withdrawHint')}
      label={t('obligations.exemptReason')}
      confirm={t('obligations.withdraw')}
      busy={withdrawing.isPending}
      error={withdrawing.error}
      onConfirm={(reason) => exemption && withdrawing.mutate({ id: exemption.id, reason })}
    />
  );
}
