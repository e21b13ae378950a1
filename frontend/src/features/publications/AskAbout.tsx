import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '@/shared/api/client';
import { uuid } from '@/shared/offline/uuid';
import { notify } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';

export interface Place {
  /** The item's place in the paper, from 1; without it the whole paper is meant. */
  item?: number;
  figure?: string;
  /** What is asked about, as the page shows it. */
  words: string;
}

/** One question to the school, about a number, an item or the whole paper. */
export function AskAbout({
  publication,
  place,
  onClose,
}: {
  publication: string;
  place: Place | undefined;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const key = useRef(uuid()); // one gesture: pressing again after a lost answer asks nothing twice
  const asking = useMutation({
    mutationFn: ({ item, figure, text }: { item?: number; figure?: string; text: string }) =>
      data(
        api.POST('/api/v1/publication-questions/', {
          params: { header: { 'Idempotency-Key': key.current } },
          body: { publication, item: item ?? null, figure: figure ?? '', text },
        }),
      ),
    onError: () => {
      key.current = uuid(); // refused: the next try is another question
    },
    onSuccess: () => {
      key.current = uuid();
      notify(t('questions.asked'));
      void queries.invalidateQueries({ queryKey: ['publication-questions'] });
      close();
    },
  });
  const close = () => {
    asking.reset();
    onClose();
  };
  const about = place?.figure ? 'figure' : place?.item ? 'item' : 'paper';
  return (
    <ReasonDialog
      opened={place !== undefined}
      onClose={close}
      title={t(`questions.askTitle.${about}`)}
      hint={`${place?.words ?? ''} ${t('questions.askHint')}`.trim()}
      label={t('questions.askLabel')}
      confirm={t('questions.askConfirm')}
      busy={asking.isPending}
      error={asking.error}
      onConfirm={(text) => place && asking.mutate({ ...place, text })}
    />
  );
}
