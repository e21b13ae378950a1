import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '@/shared/api/client';
import { useCan } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { notify } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Tag } from '@/shared/ui/Tag';
import type { HomeVisit } from './schema';
import { usePurposes } from './usePurposes';
import classes from './VisitPage.module.css';

type Exemption = NonNullable<HomeVisit['exemptions']>[number];

/** What a family that declined chose instead, or what can be offered now. */
export function Declined({ visit }: { visit: HomeVisit }) {
  const { t } = useTranslation();
  const can = useCan();
  const [asking, setAsking] = useState(false);
  const meetings = visit.agreed.filter((one) => one.channel);
  const exemptions = visit.exemptions ?? [];
  const live = exemptions.some((one) => !one.refused_at && !one.withdrawn_at);
  const purposes = usePurposes(visit.student.id);
  const askable = visit.exemptions !== undefined && can('EXEMPTION_REQUEST') && purposes.length > 0;
  return (
    <Panel title={t('visitPage.declined.title')} hint={t('visitPage.declined.hint')}>
      <ul className={classes.rows}>
        {meetings.map((one) => (
          <li key={one.id}>
            {t('visitPage.declined.meeting', { what: one.what })}{' '}
            <Tag>{t(`visit.channels.${one.channel as 'phone'}`)}</Tag>
          </li>
        ))}
        {exemptions.map((one) => (
          <li key={one.id}>
            {t('visitPage.declined.exemption', { purpose: one.category.purpose })}{' '}
            <Tag tone={one.approved_at && !one.withdrawn_at ? 'brand' : 'soon'}>
              {t(`visitPage.declined.states.${stateOf(one)}`)}
            </Tag>
          </li>
        ))}
      </ul>
      {meetings.length === 0 && !live && (
        <div className={classes.offers}>
          {visit.abilities.includes('partial_update') && (
            <ButtonLink to="/visits/$id/edit" params={{ id: visit.id }} variant="light" size="sm">
              {t('visitPage.declined.arrange')}
            </ButtonLink>
          )}
          {askable && (
            <Button variant="default" size="sm" onClick={() => setAsking(true)}>
              {t('visitPage.declined.ask')}
            </Button>
          )}
        </div>
      )}
      <AskExemptions
        visit={visit}
        categories={purposes.map((p) => p.code)}
        opened={asking}
        onClose={() => setAsking(false)}
      />
    </Panel>
  );
}

function stateOf(one: Exemption): 'withdrawn' | 'refused' | 'approved' | 'asked' {
  if (one.withdrawn_at) return 'withdrawn';
  if (one.refused_at) return 'refused';
  return one.approved_at ? 'approved' : 'asked';
}

function AskExemptions({
  visit,
  categories,
  opened,
  onClose,
}: {
  visit: HomeVisit;
  categories: string[];
  opened: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const asking = useMutation({
    mutationFn: async (reason: string) => {
      for (const category of categories)
        await data(
          api.POST('/api/v1/exemptions/', { body: { student: visit.student.id, category, reason, visit: visit.id } }),
        );
    },
    onSuccess: () => {
      notify(t('obligations.exemptAsked'));
      onClose();
    },
    onSettled: () => {
      for (const key of ['exemptions', 'home-visits', 'obligations', 'figures'])
        void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  return (
    <ReasonDialog
      opened={opened}
      onClose={onClose}
      title={t('obligations.exemptTitle', { name: visit.student.name })}
      hint={t('obligations.exemptHint')}
      label={t('obligations.exemptReason')}
      confirm={t('obligations.exemptConfirm')}
      busy={asking.isPending}
      error={asking.error}
      onConfirm={(reason) => asking.mutate(reason)}
    />
  );
}
