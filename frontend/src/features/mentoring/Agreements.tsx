import { Button } from '@mantine/core';
import { IconCheck, IconCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { notify } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Tag } from '@/shared/ui/Tag';
import classes from './Agreement.module.css';
import { Changes } from './Changes';
import { ProposeDialog } from './ProposeDialog';
import { type Agreement, agree, type PairFile } from './queries';
import { touched } from './touched';

/** 协议: what waits for a yes, what holds, and what held before; then what the school can change. */
export default function Agreements({ pair }: { pair: PairFile }) {
  const { t } = useTranslation();
  const [proposing, setProposing] = useState(false);
  const proposed = pair.agreements.find((one) => !one.signed_at && !one.is_superseded);
  const holds = pair.agreements.find((one) => one.number === pair.agreement);
  const earlier = pair.agreements.filter((one) => one !== proposed && one !== holds).reverse();
  const proposes = pair.abilities.includes('propose');
  return (
    <div className={classes.columns}>
      <div className={classes.stack}>
        {proposed && pair.waits_for.length > 0 && <Proposed pair={pair} one={proposed} />}
        {holds && (
          <Panel title={t('pairs.agreement.holds')} hint={t('pairs.agreement.number', { number: holds.number })}>
            <Paper one={holds} pair={pair} />
          </Panel>
        )}
        {earlier.length > 0 && (
          <details className={classes.fold}>
            <summary>{t('pairs.agreement.earlier', { count: earlier.length })}</summary>
            {earlier.map((one) => (
              <section key={one.number} className={classes.old}>
                <h2>
                  {t('pairs.agreement.number', { number: one.number })}
                  {one.is_superseded && <Tag>{t('pairs.agreement.superseded')}</Tag>}
                </h2>
                <Paper one={one} pair={pair} />
              </section>
            ))}
          </details>
        )}
        {proposes && (
          <div>
            <Button variant="default" onClick={() => setProposing(true)}>
              {t('pairs.agreement.propose')}
            </Button>
          </div>
        )}
      </div>
      <Changes pair={pair} />
      <ProposeDialog opened={proposing} onClose={() => setProposing(false)} pair={pair} />
    </div>
  );
}

function Proposed({ pair, one }: { pair: PairFile; one: Agreement }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const may = (verb: string) => pair.abilities.includes(verb);
  const by = may('accept') ? 'accept' : may('sign') ? 'sign' : undefined;
  const say = useWrite(agree, touched, (_made, given) => {
    setAsking(false);
    notify(t(`pairs.agreement.${given.by}ed`));
  });
  return (
    <Panel
      title={t(pair.waits_for.includes('school') ? 'pairs.agreement.toSign' : 'pairs.agreement.proposed')}
      hint={t('pairs.agreement.number', { number: one.number })}
    >
      <Paper one={one} pair={pair} />
      {by && (
        <Button mt="md" onClick={() => setAsking(true)}>
          {t(`pairs.agreement.${by}`)}
        </Button>
      )}
      {by && (
        <ConfirmDialog
          opened={asking}
          onClose={() => setAsking(false)}
          title={t(`pairs.agreement.${by}`)}
          confirm={t(`pairs.agreement.${by}Confirm`)}
          busy={say.isPending}
          error={say.error}
          onConfirm={() => say.mutate({ id: pair.id, by, version: one.number })}
        >
          {t(`pairs.agreement.${by}Hint`)}
        </ConfirmDialog>
      )}
    </Panel>
  );
}

/** One version as it stands on paper: from when, for what, how much, and who said yes. */
function Paper({ one, pair }: { one: Agreement; pair: PairFile }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const signatures = [
    { name: pair.mentor.name, as: t('pairs.mentor'), at: one.mentor_accepted_at },
    { name: pair.mentee.name, as: t('pairs.mentee'), at: one.mentee_accepted_at },
    { name: one.signed_by?.name ?? '', as: t('pairs.school'), at: one.signed_at },
  ];
  return (
    <div className={classes.paper}>
      <p className={classes.from}>{t('pairs.agreement.from', { date: date(one.effective_from) })}</p>
      <h3>{t('pairs.agreement.goals')}</h3>
      <p className={classes.goals}>{one.goals}</p>
      <h3>{t('pairs.agreement.duties')}</h3>
      <ul className={classes.dutyList}>
        {one.duties.map((duty) => (
          <li key={`${duty.kind}/${duty.period}`}>
            <span>{duty.kind_label}</span>
            <b>{t('pairs.agreement.atLeast', { period: duty.period_label, count: duty.at_least })}</b>
          </li>
        ))}
      </ul>
      <h3>{t('pairs.agreement.signatures')}</h3>
      <ul className={classes.signatures}>
        {signatures.map(({ name, as, at }) => (
          <li key={as} data-done={at !== null || undefined}>
            {at ? <IconCheck size={18} aria-hidden /> : <IconCircle size={18} aria-hidden />}
            <span>
              {as} {name}
              <small>{at ? t('pairs.agreement.said', { date: date(at) }) : t('pairs.agreement.notYet')}</small>
            </span>
          </li>
        ))}
      </ul>
      <p className={classes.small}>
        {t('pairs.agreement.by', { name: one.proposed_by?.name ?? '', date: date(one.proposed_at) })}
      </p>
    </div>
  );
}
