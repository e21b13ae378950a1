import { Button, Group, Modal, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { notify } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Tag } from '@/shared/ui/Tag';
import { ProofDialog } from './ProofDialog';
import { RecoveryCodes } from './RecoveryCodes';
import classes from './Security.module.css';
import { SetUp } from './SetUp';
import { ownFactor, prepare, renewCodes, takeOff } from './security';

type Asking = 'setUp' | 'renew' | 'takeOff';

/** The second factor of one's own account. */
export function FactorPanel() {
  const { t } = useTranslation();
  const { date } = useFormat();
  const client = useQueryClient();
  const { data: factor } = useQuery(ownFactor);
  const [asking, setAsking] = useState<Asking>();
  const [proved, setProved] = useState(false);
  const act = useMutation({
    mutationFn: async ({ what, password }: { what: Asking; password: string }) => {
      if (what === 'renew') return (await renewCodes(password)).codes;
      await (what === 'setUp' ? prepare(password) : takeOff(password));
      return undefined;
    },
    onSuccess: async (_codes, { what }) => {
      setAsking(undefined);
      if (what === 'setUp') return setProved(true);
      if (what === 'takeOff') notify(t('factor.isOff'));
      await client.invalidateQueries({ queryKey: ['me'] });
    },
  });
  const done = async () => {
    setProved(false);
    act.reset();
    await client.invalidateQueries({ queryKey: ['me'] });
  };
  if (!factor) return null;
  const on = factor.since !== null;
  const ask = (what: Asking) => {
    act.reset();
    setAsking(what);
  };
  return (
    <Panel
      title={t('factor.panel')}
      aside={<Tag tone={on ? 'brand' : 'calm'}>{on ? t('factor.on') : t('factor.off')}</Tag>}
    >
      {factor.state === 'switched_off' && <Text mb="sm">{t('factor.switchedOff')}</Text>}
      {on ? (
        <>
          <p className={classes.facts}>
            {t('factor.since', { date: date(factor.since ?? '') })} {t('factor.left', { count: factor.codes_left })}
          </p>
          <Group gap="sm">
            <Button variant="default" onClick={() => ask('renew')}>
              {t('factor.renew')}
            </Button>
            <Button variant="default" onClick={() => ask('takeOff')}>
              {factor.demanded ? t('factor.newPhone') : t('factor.takeOff')}
            </Button>
          </Group>
        </>
      ) : (
        <>
          <p className={classes.facts}>{t('factor.offer')}</p>
          <Button variant="default" onClick={() => ask('setUp')}>
            {t('factor.setUp')}
          </Button>
        </>
      )}
      <ProofDialog
        opened={asking !== undefined}
        onClose={() => setAsking(undefined)}
        title={t(`factor.ask.${asking ?? 'setUp'}`)}
        hint={t(`factor.askHint.${asking ?? 'setUp'}`)}
        confirm={t('factor.go')}
        danger={asking === 'takeOff'}
        busy={act.isPending}
        error={act.error}
        onConfirm={(password) => asking && act.mutate({ what: asking, password })}
      />
      <Modal
        opened={proved || act.data !== undefined}
        onClose={() => void done()}
        title={proved ? t('factor.setUp') : t('factor.codes')}
        closeButtonProps={{ 'aria-label': t('act.close') }}
      >
        {proved && <SetUp onDone={() => void done()} />}
        {act.data && <RecoveryCodes codes={act.data} onDone={() => void done()} />}
      </Modal>
    </Panel>
  );
}
