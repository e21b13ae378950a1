import { useTranslation } from 'react-i18next';
import type { Pair } from './queries';

/** "多 3 次": the difference in words, so that a sign is never overlooked. */
export function useExtra() {
  const { t } = useTranslation();
  return ({ extra }: Pair) =>
    extra === 0
      ? t('simulation.same')
      : extra > 0
        ? t('simulation.more', { count: extra })
        : t('simulation.fewer', { count: -extra });
}
