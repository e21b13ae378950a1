import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';

interface Worth {
  kind: string;
  least: number;
  most: number;
}
interface Caps {
  cap_day?: number | null | undefined;
  cap_week?: number | null | undefined;
  cap_month?: number | null | undefined;
}

export const signed = (points: number) => (points < 0 ? `−${-points}` : points > 0 ? `+${points}` : '0');

/** What an item says, in words. */
export function useItemWords() {
  const { t } = useTranslation();
  const { list } = useFormat();
  return {
    worth({ kind, least, most }: Worth) {
      if (kind === 'reminder') return t('pointWords.noPoints');
      const points = least === most ? signed(least) : `${signed(least)} ~ ${signed(most)}`;
      return t('pointWords.points', { points });
    },
    caps({ cap_day, cap_week, cap_month }: Caps) {
      const said = (
        [
          ['day', cap_day],
          ['week', cap_week],
          ['month', cap_month],
        ] as const
      ).flatMap(([span, points]) => (points ? t(`pointWords.cap.${span}`, { points }) : []));
      return said.length ? list(said) : t('pointWords.uncapped');
    },
  };
}
