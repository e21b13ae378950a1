import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { schoolToday } from '@/shared/i18n/format';
import { notify } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { type HandOver, takeBack, touched } from './queries';

/** From today on the holder of the post answers again; the days before stay as they were. */
export function TakeBackDialog({ handOver, onClose }: { handOver: HandOver | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: takeBack,
    onSuccess: () => {
      notify(t('caseload.takenBack', { name: handOver?.student.name ?? '' }));
      for (const key of touched) void client.invalidateQueries({ queryKey: [key] });
      close();
    },
  });
  const close = () => {
    act.reset();
    onClose();
  };
  return (
    <ReasonDialog
      opened={handOver !== undefined}
      onClose={close}
      title={t('caseload.takeBackTitle', { name: handOver?.student.name ?? '' })}
      hint={t('caseload.takeBackHint')}
      label={t('caseload.reason')}
      confirm={t('caseload.takeBack')}
      busy={act.isPending}
      error={act.error}
      onConfirm={(reason) => handOver && act.mutate({ id: handOver.id, from_on: schoolToday(), reason })}
    />
  );
}
