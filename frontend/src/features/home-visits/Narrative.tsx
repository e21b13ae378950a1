import { Button } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '@/shared/api/client';
import { Panel } from '@/shared/ui/Panel';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import type { HomeVisit } from './schema';
import classes from './VisitPage.module.css';

/** Opening sealed text: the purpose is asked first, and the text is never kept. */
export function useReveal(id: string, onRevealed: (narrative: string) => void) {
  const [asking, setAsking] = useState(false);
  const reveal = useMutation({
    mutationFn: (purpose: string) =>
      data(api.POST('/api/v1/home-visits/{id}/reveal/', { params: { path: { id } }, body: { purpose } })),
    onSuccess: ({ narrative }) => {
      setAsking(false);
      onRevealed(narrative);
    },
  });
  const ask = () => {
    reveal.reset();
    setAsking(true);
  };
  return { asking, ask, stop: () => setAsking(false), reveal };
}

export function RevealDialog({ asked }: { asked: ReturnType<typeof useReveal> }) {
  const { t } = useTranslation();
  return (
    <ReasonDialog
      opened={asked.asking}
      onClose={asked.stop}
      title={t('visitPage.revealTitle')}
      hint={t('visitPage.revealHint')}
      label={t('visitPage.revealPurpose')}
      confirm={t('visitPage.revealConfirm')}
      busy={asked.reveal.isPending}
      error={asked.reveal.error}
      onConfirm={(purpose) => asked.reveal.mutate(purpose)}
    />
  );
}

export function Narrative({ visit }: { visit: HomeVisit }) {
  const { t } = useTranslation();
  const [text, setText] = useState<string>();
  const asked = useReveal(visit.id, setText);
  return (
    <Panel title={t('visit.narrative')}>
      {!visit.has_narrative && <p className={classes.quiet}>{t('visitPage.noNarrative')}</p>}
      {visit.has_narrative && text === undefined && (
        <>
          <p className={classes.quiet}>{t('visitPage.sealedNarrative')}</p>
          {visit.abilities.includes('reveal') && (
            <Button variant="light" leftSection={<IconEye size={18} aria-hidden />} onClick={asked.ask}>
              {t('visitPage.reveal')}
            </Button>
          )}
        </>
      )}
      {text !== undefined && (
        <>
          <p className={classes.text} role="status">
            {text}
          </p>
          <Button
            variant="subtle"
            size="sm"
            mt="sm"
            leftSection={<IconEyeOff size={18} aria-hidden />}
            onClick={() => setText(undefined)}
          >
            {t('visitPage.hide')}
          </Button>
        </>
      )}
      <RevealDialog asked={asked} />
    </Panel>
  );
}
