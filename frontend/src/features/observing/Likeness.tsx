import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Observe.module.css';
import type { Alike } from './useSharing';
import { toChange, type Values } from './values';

interface Props {
  found: Alike[] | undefined;
  values: Values;
  busy: boolean;
  onBack: () => void;
  onShare: () => void;
}

/** Which text a finding is about. */
function textOf(field: string, values: Values): string {
  const [name, at] = field.split('.');
  const change = toChange(values);
  return name === 'strategies' ? (change.strategies[Number(at)]?.text ?? '') : change[name as 'suggestion'];
}

/** Said to the writer alone, before anybody reads it: this stands elsewhere already. */
export function Likeness({ found, values, busy, onBack, onShare }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={found !== undefined}
      onClose={onBack}
      title={t('observe.alike')}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <p className={classes.alikeHint}>{t('observe.alikeHint')}</p>
      <ul className={classes.alike}>
        {found?.map((one) => (
          <li key={`${one.field}/${one.own}`}>
            <q>{textOf(one.field, values)}</q>
            <small>{t(one.own ? 'observe.alikeOwn' : 'observe.alikeOther', { percent: one.percent })}</small>
          </li>
        ))}
      </ul>
      <Group justify="flex-end" gap="sm" mt="md">
        <Button variant="default" onClick={onBack} data-autofocus>
          {t('observe.alikeBack')}
        </Button>
        <Button loading={busy} onClick={onShare}>
          {t('observe.alikeShare')}
        </Button>
      </Group>
    </Modal>
  );
}
