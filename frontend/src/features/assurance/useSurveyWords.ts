import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import type { Survey } from './queries';

/** A share is never said without what it is a share of. */
export function useSurveyWords() {
  const { t } = useTranslation();
  const { percent } = useFormat();
  return {
    returned: ({ issued, returned }: Survey) =>
      issued ? t('assurance.surveys.rate', { percent: percent((returned ?? 0) / issued), returned, issued }) : '',
    satisfied: ({ satisfaction: share, questions, valid }: Survey) => {
      if (share && share.whole > 0) {
        return t('assurance.surveys.satisfied', {
          percent: percent(share.part / share.whole),
          part: share.part,
          whole: share.whole,
        });
      }
      const few = valid !== null && questions.some((one) => one.is_satisfaction);
      return few ? t('assurance.surveys.suppressed') : '';
    },
  };
}
