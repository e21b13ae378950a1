import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '@/shared/api/client';
import { portfoliosTouched } from '@/shared/api/portfolios';
import { notify } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';

export function VoidVisit({ id }: { id: string }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const voiding = useMutation({
    mutationFn: (reason: string) =>
      data(api.POST('/api/v1/home-visits/{id}/void/', { params: { path: { id } }, body: { reason } })),
    onSuccess: () => {
      setAsking(false);
      notify(t('visitPage.voidDone'));
      for (const key of ['home-visits', 'obligations', 'figures', 'follow-ups', ...portfoliosTouched])
        void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  return (
    <>
      <Button
        variant="subtle"
        color="cinnabar"
        onClick={() => {
          voiding.reset();
          setAsking(true);
        }}
      >
        {t('visitPage.void')}
      </Button>
      <ReasonDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('visitPage.voidTitle')}
        hint={t('visitPage.voidHint')}
        label={t('visitPage.voidReason')}
        confirm={t('visitPage.voidConfirm')}
        danger
        busy={voiding.isPending}
        error={voiding.error}
        onConfirm={(reason) => voiding.mutate(reason)}
      />
    </>
  );
}
