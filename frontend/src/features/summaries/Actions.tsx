import { Button, Stack } from '@mantine/core';
import {
  IconBook2,
  IconChecks,
  IconMessage2,
  IconRefresh,
  IconRotate,
  IconSend,
  IconSpeakerphone,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { notify } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import classes from './Gates.module.css';
import type { Summary } from './queries';
import { RequestChanges } from './RequestChanges';
import { type Act, useAct } from './useAct';

/** The next step, for whoever may take it: what the server offers, nothing more. */
export function Actions({ summary, unsaved }: { summary: Summary; unsaved: number }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<Act>();
  const act = useAct(summary.id, (done) => {
    setAsking(undefined);
    notify(t(`summaries.done.${done}`));
  });
  const may = useCan();
  const { date } = useFormat();
  const open = summary.state === 'draft' || summary.state === 'changes_requested';
  // Asking for a summary that is open already reads its figures anew.
  const can = (ability: Act) =>
    ability === 'recompile' ? open && may('SUMMARY_REQUEST') : summary.abilities.includes(ability);
  const ask = (what: Act) => {
    act.reset();
    setAsking(what);
  };
  const dialog = (what: Act) => ({
    opened: asking === what,
    onClose: () => setAsking(undefined),
    title: t(`summaries.act.${what}`),
    confirm: t(`summaries.act.${what}`),
    busy: act.isPending,
    error: act.error,
  });
  const acts = (['submit', 'approve', 'publish', 'request_changes', 'withdraw', 'recompile'] as const).filter(can);
  if (acts.length === 0) return null;
  const icons = {
    submit: IconSend,
    approve: IconChecks,
    publish: IconSpeakerphone,
    request_changes: IconMessage2,
    withdraw: IconRotate,
    recompile: IconRefresh,
  };
  const blocked = summary.gates.length > 0 || unsaved > 0;
  return (
    <Panel title={t('summaries.next')}>
      <Stack gap="xs">
        {acts.map((one) => {
          const Icon = icons[one];
          const forward = one === 'submit' || one === 'approve' || one === 'publish';
          return (
            <Button
              key={one}
              fullWidth
              variant={forward ? 'filled' : 'default'}
              leftSection={<Icon size={18} aria-hidden />}
              disabled={one === 'submit' && blocked}
              onClick={() => ask(one)}
            >
              {t(`summaries.act.${one}`)}
            </Button>
          );
        })}
        {can('submit') && blocked && (
          <p className={classes.why}>
            {unsaved > 0 ? t('summaries.saveFirst', { count: unsaved }) : t('summaries.gatesFirst')}
          </p>
        )}
      </Stack>
      <ConfirmDialog {...dialog('submit')} onConfirm={() => act.mutate({ act: 'submit' })}>
        {t('summaries.submitHint')}
      </ConfirmDialog>
      <ConfirmDialog {...dialog('recompile')} onConfirm={() => act.mutate({ act: 'recompile', term: summary.term.id })}>
        {t('summaries.recompileHint', { date: date(summary.as_of) })}
      </ConfirmDialog>
      <ConfirmDialog {...dialog('approve')} onConfirm={() => act.mutate({ act: 'approve' })}>
        {t('summaries.approveHint')}
      </ConfirmDialog>
      <ConfirmDialog {...dialog('publish')} onConfirm={() => act.mutate({ act: 'publish' })}>
        <p className={classes.lead}>
          <IconBook2 size={18} aria-hidden /> {t('summaries.publishHint', { edition: summary.edition })}
        </p>
        <ul className={classes.points}>
          <li>{t('summaries.publishFrozen')}</li>
          <li>{t('summaries.publishSmall')}</li>
          <li>{t('summaries.publishUndo')}</li>
        </ul>
      </ConfirmDialog>
      <ReasonDialog
        {...dialog('withdraw')}
        danger
        hint={t('summaries.withdrawHint')}
        label={t('summaries.withdrawReason')}
        onConfirm={(reason) => act.mutate({ act: 'withdraw', reason })}
      />
      <RequestChanges
        {...dialog('request_changes')}
        sections={summary.sections}
        onConfirm={(comment, sections) => act.mutate({ act: 'request_changes', comment, sections })}
      />
    </Panel>
  );
}
