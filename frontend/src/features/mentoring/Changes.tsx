import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { schoolToday, useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import { ActDialog } from '@/shared/ui/ActDialog';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { notify } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Tag } from '@/shared/ui/Tag';
import classes from './Agreement.module.css';
import { ChangeMentorDialog } from './ChangeMentorDialog';
import { DecideExitDialog } from './DecideExitDialog';
import {
  completePair,
  type PairFile,
  requestExit,
  resumePair,
  suspendPair,
  withdrawExit,
  withdrawPair,
} from './queries';
import { touched } from './touched';

const acts = [
  'change_mentor',
  'suspend',
  'resume',
  'request_exit',
  'withdraw_exit',
  'decide_exit',
  'complete',
  'withdraw',
] as const;
type Act = (typeof acts)[number];

/** What may be done with the pair, each with a sentence of what it does; and what was done so far. */
export function Changes({ pair }: { pair: PairFile }) {
  const { t } = useTranslation();
  const can = useCan();
  const [asking, setAsking] = useState<Act>();
  const offered = acts.filter((act) => pair.abilities.includes(act));
  const renews = can('PAIR_KEEP') && pair.my_side === null && pair.state !== 'draft' && pair.state !== 'withdrawn';
  const close = () => setAsking(undefined);
  const back = useWrite(withdrawExit, touched, () => {
    close();
    notify(t('pairs.change.done.withdraw_exit'));
  });
  const shared = (act: Act) => ({
    opened: asking === act,
    onClose: close,
    title: t(`pairs.change.act.${act}`),
    hint: t(`pairs.change.hint.${act}`),
    confirm: t(`pairs.change.confirm.${act}`),
    done: t(`pairs.change.done.${act}`),
  });
  const today = schoolToday();
  const within = today < pair.starts_on ? pair.starts_on : today > pair.ends_on ? pair.ends_on : today;
  return (
    <div className={classes.stack}>
      <History pair={pair} />
      {(offered.length > 0 || renews) && (
        <Panel title={t('pairs.change.title')}>
          <ul className={classes.acts}>
            {offered.map((act) => (
              <li key={act}>
                <p>{t(`pairs.change.what.${act}`)}</p>
                <Button
                  size="sm"
                  variant={act === 'decide_exit' ? 'filled' : 'default'}
                  onClick={() => {
                    back.reset();
                    setAsking(act);
                  }}
                >
                  {t(`pairs.change.act.${act}`)}
                </Button>
              </li>
            ))}
            {renews && (
              <li>
                <p>{t('pairs.change.what.renew')}</p>
                <ButtonLink size="sm" variant="default" to="/pairs/new" search={{ renews: pair.id }}>
                  {t('pairs.change.act.renew')}
                </ButtonLink>
              </li>
            )}
          </ul>
        </Panel>
      )}
      <ActDialog
        touched={touched}
        {...shared('suspend')}
        fields={[
          { name: 'starts_on', kind: 'day', label: t('pairs.change.suspendFrom'), value: within },
          { name: 'reason', kind: 'text', label: t('pairs.reason'), most: 200 },
        ]}
        act={(body) => suspendPair(pair.id, body)}
      />
      <ActDialog
        touched={touched}
        {...shared('resume')}
        fields={[{ name: 'resumes_on', kind: 'day', label: t('pairs.change.resumesOn'), value: within }]}
        act={(body) => resumePair(pair.id, body)}
      />
      <ActDialog
        touched={touched}
        {...shared('request_exit')}
        fields={[
          { name: 'reason', kind: 'text', label: t('pairs.reason') },
          { name: 'last_day', kind: 'day', label: t('pairs.change.lastDay'), value: within, max: pair.ends_on },
        ]}
        act={(body) => requestExit(pair.id, body)}
      />
      <ActDialog
        touched={touched}
        {...shared('complete')}
        fields={[
          {
            name: 'reason',
            kind: 'text',
            label: t('pairs.change.whyWithout'),
            hint: pair.evaluations_missing.length
              ? t('pairs.change.missing', { count: pair.evaluations_missing.length })
              : t('pairs.change.allThere'),
            optional: true,
          },
        ]}
        act={(body) => completePair(pair.id, body)}
      />
      <ActDialog
        touched={touched}
        {...shared('withdraw')}
        danger
        fields={[{ name: 'reason', kind: 'text', label: t('pairs.reason') }]}
        act={(body) => withdrawPair(pair.id, body)}
      />
      <ConfirmDialog
        {...shared('withdraw_exit')}
        busy={back.isPending}
        error={back.error}
        onConfirm={() => back.mutate(pair.id)}
      >
        {t('pairs.change.hint.withdraw_exit')}
      </ConfirmDialog>
      <ChangeMentorDialog opened={asking === 'change_mentor'} onClose={close} pair={pair} />
      <DecideExitDialog opened={asking === 'decide_exit'} onClose={close} pair={pair} />
    </div>
  );
}

/** Interruptions, wishes to end it and what became of them, and the end. */
function History({ pair }: { pair: PairFile }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  if (pair.suspensions.length + pair.exits.length === 0 && !pair.ended) return null;
  return (
    <Panel title={t('pairs.change.history')}>
      <ul className={classes.history}>
        {pair.ended && (
          <li>
            <b>{pair.ended_label}</b>
            {pair.ended_why && <p>{pair.ended_why}</p>}
          </li>
        )}
        {pair.exits.map((exit) => (
          <li key={exit.id} className={exit.decided_at || exit.withdrawn_at ? undefined : classes.asked}>
            <p>
              {t('pairs.change.asked', {
                name: exit.requested_by?.name ?? '',
                date: date(exit.requested_at),
                last: date(exit.last_day),
              })}{' '}
              <Tag tone={exit.is_approved === null && !exit.withdrawn_at ? 'trouble' : 'calm'}>
                {t(
                  exit.withdrawn_at
                    ? 'pairs.change.takenBack'
                    : exit.is_approved === null
                      ? 'pairs.change.open'
                      : exit.is_approved
                        ? 'pairs.change.approved'
                        : 'pairs.change.declined',
                )}
              </Tag>
            </p>
            <p>{t('pairs.change.because', { reason: exit.reason })}</p>
            {exit.decided_at && (
              <p>
                {t('pairs.change.decidedBy', {
                  name: exit.decided_by?.name ?? '',
                  date: date(exit.decided_at),
                  words: exit.decision,
                })}
              </p>
            )}
          </li>
        ))}
        {pair.suspensions.map((one) => (
          <li key={one.starts_on}>
            <p>
              {one.ends_on
                ? t('pairs.change.suspendedFromTo', { first: date(one.starts_on), last: date(one.ends_on) })
                : t('pairs.suspendedSince', { date: date(one.starts_on) })}
            </p>
            {one.reason && <p>{t('pairs.change.because', { reason: one.reason })}</p>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
