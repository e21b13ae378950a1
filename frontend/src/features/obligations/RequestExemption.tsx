import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, data } from '@/shared/api/client';
import type { Obligation } from '@/shared/api/lists';
import type { components } from '@/shared/api/schema.gen';
import { notify } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';

/** Asking that one family need not be visited this term. A second person answers. */
export function RequestExemption({ obligation, onClose }: { obligation: Obligation | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const asking = useMutation({
    mutationFn: (body: components['schemas']['ExemptionRequest']) => data(api.POST('/api/v1/exemptions/', { body })),
    onSuccess: () => {
      notify(t('obligations.exemptAsked'));
      void queries.invalidateQueries({ queryKey: ['exemptions'] });
      close();
    },
  });
  const close = () => {
    asking.reset();
    onClose();
  };
  const { student, category, declined } = obligation ?? {};
  return (
    <ReasonDialog
      opened={obligation !== undefined}
      onClose={close}
      title={t('obligations.exemptTitle', { name: student?.name ?? '' })}
      hint={t('obligations.exemptHint')}
      label={t('obligations.exemptReason')}
      confirm={t('obligations.exemptConfirm')}
      busy={asking.isPending}
      error={asking.error}
      onConfirm={(reason) =>
        student &&
        category &&
        asking.mutate({ student: student.id, category: category.code, reason, ...(declined && { visit: declined }) })
      }
    />
  );
}
