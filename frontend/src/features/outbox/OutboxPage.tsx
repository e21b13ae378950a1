import { Button } from '@mantine/core';
import { IconCloudCheck, IconCloudUp, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outbox } from '@/shared/offline/outbox';
import { useOutbox } from '@/shared/offline/useOutbox';
import { AskDialog } from '@/shared/ui/AskDialog';
import { Empty, PageHeader } from '@/shared/ui/states';
import { exportItems } from './exportItems';
import classes from './Outbox.module.css';
import { OutboxRow } from './OutboxRow';

export function OutboxPage() {
  const { t } = useTranslation();
  const { items } = useOutbox();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const sendNow = async () => {
    setBusy(true);
    await outbox.flushNow();
    setBusy(false);
  };
  return (
    <div className={classes.page}>
      <PageHeader title={t('outbox.title')} hint={t('outbox.hint')}>
        {items.length > 0 && (
          <>
            <Button
              variant="subtle"
              leftSection={<IconDownload size={18} aria-hidden />}
              onClick={() => setAsking(true)}
            >
              {t('outbox.export')}
            </Button>
            <Button loading={busy} leftSection={<IconCloudUp size={18} aria-hidden />} onClick={() => void sendNow()}>
              {t('outbox.sendNow')}
            </Button>
          </>
        )}
      </PageHeader>
      {items.length === 0 && <Empty icon={IconCloudCheck} title={t('outbox.empty')} hint={t('outbox.emptyHint')} />}
      <ul className={classes.list}>
        {items.map((item) => (
          <OutboxRow key={item.id} item={item} />
        ))}
      </ul>
      <AskDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('outbox.exportTitle')}
        hint={t('outbox.exportHint')}
        confirm={t('outbox.export')}
        onConfirm={() => {
          exportItems(items);
          setAsking(false);
        }}
      />
    </div>
  );
}
