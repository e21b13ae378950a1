import { Button } from '@mantine/core';
import { IconShieldHeart } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ConcernFields } from './ConcernFields';
import classes from './ConcernForm.module.css';
import type { useConcern } from './useConcern';

/** Below the visit's form: a quiet way out for what cannot wait and does not belong into the narrative. */
export function ConcernSection({ concern }: { concern: ReturnType<typeof useConcern> }) {
  const { t } = useTranslation();
  if (!concern.opened)
    return (
      <Button
        variant="subtle"
        color="cinnabar"
        leftSection={<IconShieldHeart size={20} aria-hidden />}
        onClick={concern.open}
        className={classes.quiet}
      >
        {t('concerns.split')}
      </Button>
    );
  return (
    <section className={classes.section} aria-label={t('concerns.sectionTitle')}>
      <h2 className={classes.title}>{t('concerns.sectionTitle')}</h2>
      <p className={classes.hint}>{t('concerns.sectionHint')}</p>
      <ConcernFields values={concern.values} errors={concern.errors} onChange={concern.change} />
      <Button variant="subtle" size="sm" onClick={() => void concern.drop()}>
        {t('concerns.fold')}
      </Button>
    </section>
  );
}
