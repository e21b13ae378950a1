import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { recordsTouched } from '@/shared/lessons/lists';
import { notify } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { type ObservationRecord, reopenRecord } from './queries';

/** Back to where the teacher answers; how it read before is kept. */
export function Reopen({ record }: { record: ObservationRecord }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const reopen = useWrite(reopenRecord, recordsTouched, () => {
    notify(t('record.reopenedNow'));
    setAsking(false);
  });
  return (
    <>
      <Button variant="subtle" onClick={() => setAsking(true)}>
        {t('record.reopen')}
      </Button>
      <ReasonDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('record.reopenTitle')}
        hint={t('record.reopenHint')}
        label={t('record.reopenReason')}
        confirm={t('record.reopen')}
        busy={reopen.isPending}
        error={reopen.error}
        onConfirm={(reason) => reopen.mutate({ id: record.id, reason })}
      />
    </>
  );
}
