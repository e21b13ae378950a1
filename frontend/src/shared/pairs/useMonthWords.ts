import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import { lacking, type Month, toneOf } from './months';

/** How a month stands, as one would say it in the corridor. */
export function useMonthWords() {
  const { t } = useTranslation();
  const { list } = useFormat();
  return {
    /** 完成 · 差 2 · 还差 2 · 免计: as it fits into a cell. */
    cell: (month: Month) => t(`pairs.cell.${toneOf(month)}`, { count: month.short }),
    /** 本月还差：徒弟听课 1 次、交流 1 次 */
    sentence(month: Month) {
      const tone = toneOf(month);
      if (tone === 'exempt') return t('pairs.month.exempt', { why: month.exempt_label });
      if (tone === 'met') return t(month.is_over ? 'pairs.month.wasMet' : 'pairs.month.met');
      const what = list(
        lacking(month).map((duty) =>
          t('pairs.month.lacks', { what: t(`pairs.duty.${duty.kind}`), count: duty.lacking }),
        ),
      );
      return t(tone === 'short' ? 'pairs.month.wasShort' : 'pairs.month.open', { what });
    },
  };
}
