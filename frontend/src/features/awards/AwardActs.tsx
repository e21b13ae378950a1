import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { notify } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import classes from './Awards.module.css';
import { type Award, decide, type Reasoned, touched, verify } from './queries';

const reasoned = ['reject', 'send_back', 'void'] as const satisfies readonly Reasoned[];

/** Somebody else has seen the certificate, or says what is wrong with it. */
export function AwardActs({ award }: { award: Award }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<'verify' | Reasoned>();
  const can = (ability: string) => award.abilities.includes(ability);
  const done = (word: 'verify' | Reasoned) => () => {
    setAsking(undefined);
    notify(t(`awards.done.${word}`));
  };
  const approve = useWrite(verify, touched, done('verify'));
  const say = useWrite(decide, touched, (_, { act }) => done(act)());
  if (!can('verify') && !reasoned.some(can)) return null;
  return (
    <div className={classes.acts}>
      {can('verify') && (
        <Button disabled={award.evidence.length === 0} onClick={() => setAsking('verify')}>
          {t('awards.verify')}
        </Button>
      )}
      {reasoned.filter(can).map((act) => (
        <Button
          key={act}
          variant={act === 'void' ? 'subtle' : 'default'}
          {...(act === 'void' && { color: 'cinnabar' })}
          onClick={() => {
            say.reset();
            setAsking(act);
          }}
        >
          {t(`awards.act.${act}`)}
        </Button>
      ))}
      {can('verify') && award.evidence.length === 0 && <span className={classes.quiet}>{t('awards.needsScan')}</span>}
      <ConfirmDialog
        opened={asking === 'verify'}
        onClose={() => setAsking(undefined)}
        title={t('awards.verify')}
        confirm={t('awards.verifyGo')}
        busy={approve.isPending}
        error={approve.error}
        onConfirm={() => approve.mutate(award)}
      >
        {t('awards.verifyHint')}
      </ConfirmDialog>
      {reasoned.map((act) => (
        <ReasonDialog
          key={act}
          opened={asking === act}
          onClose={() => setAsking(undefined)}
          title={t(`awards.act.${act}`)}
          hint={t(`awards.actHint.${act}`)}
          label={t('awards.why')}
          confirm={t(`awards.act.${act}`)}
          danger={act !== 'send_back'}
          busy={say.isPending}
          error={say.error}
          onConfirm={(reason) => say.mutate({ id: award.id, act, reason })}
        />
      ))}
    </div>
  );
}
