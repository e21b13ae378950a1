import { Button, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCopy, IconPrinter } from '@tabler/icons-react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useMe } from '@/shared/session/me';
import classes from './Accounts.module.css';
import type { HandedLink } from './queries';

/** The link, this one time: to copy into a message, to scan, or to print as a slip. */
export function LinkDialog({ handed, onClose }: { handed: HandedLink | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={handed !== undefined}
      onClose={onClose}
      title={handed ? t('accounts.linkFor', { name: handed.account.name }) : ''}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      {handed && <Link handed={handed} onClose={onClose} />}
    </Modal>
  );
}

function Link({ handed, onClose }: { handed: HandedLink; onClose: () => void }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const me = useMe();
  const words = {
    name: handed.account.name,
    username: handed.account.username,
    school: me.school.name,
    time: moment(handed.expires_at),
  };
  return (
    <Stack gap="md">
      <Text>{t('accounts.linkOnce', words)}</Text>
      <TextInput
        label={t('accounts.theLink')}
        readOnly
        value={handed.link}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <Group gap="sm">
        <CopyButton value={t('accounts.message', { ...words, link: handed.link })}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
              onClick={copy}
            >
              {copied ? t('accounts.copied') : t('accounts.copy')}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => print()}>
          {t('accounts.printSlip')}
        </Button>
      </Group>
      <img className={classes.qr} src={handed.qr} width={180} height={180} alt={t('accounts.qr')} />
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('accounts.handedOver')}</Button>
      </Group>
      {createPortal(
        <div className={classes.slip} aria-hidden>
          <p className={classes.slipTitle}>{words.school}</p>
          <p>{t('accounts.slip', words)}</p>
          <img src={handed.qr} width={180} height={180} alt="" />
          <p className={classes.slipLink}>{handed.link}</p>
          <p>{t('accounts.slipHint', words)}</p>
        </div>,
        document.body,
      )}
    </Stack>
  );
}
