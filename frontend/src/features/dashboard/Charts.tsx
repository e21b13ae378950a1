import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { EChart } from '@/shared/charts/EChart';
import type { Cell } from '@/shared/charts/figureValue';
import { sans } from '@/shared/ui/tokens';

const ink = '#6b675c';

/** The weekly drawing, alone in its file so that ECharts loads after the numbers. */
export default function Charts({
  weeks,
  label,
  unit,
  onPick,
}: {
  weeks: Cell[];
  label: string;
  unit: string;
  onPick: (index: number) => void;
}) {
  const { i18n } = useTranslation();
  const option = useMemo(
    () => ({
      textStyle: { fontFamily: sans },
      grid: { left: 4, right: 8, top: 28, bottom: 4, containLabel: true },
      // Drawn text: the HTML tooltip writes style attributes, which the content policy forbids.
      tooltip: { trigger: 'axis', renderMode: 'richText', confine: true, axisPointer: { type: 'shadow' } },
      xAxis: {
        type: 'category',
        data: weeks.map((week) => week.label),
        axisLabel: { color: ink, fontSize: 13, hideOverlap: true },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: '#dcd8cc' } },
      },
      yAxis: {
        type: 'value',
        name: unit,
        nameTextStyle: { color: ink, align: 'left' },
        minInterval: 1,
        axisLabel: { color: ink, fontSize: 12 },
        splitLine: { lineStyle: { color: '#e9e6dd' } },
      },
      series: [
        {
          type: 'bar',
          data: weeks.map((week) => week.value),
          itemStyle: { color: '#337b6d', borderRadius: [4, 4, 0, 0] },
          barMaxWidth: 28,
        },
      ],
    }),
    [weeks, unit],
  );
  return <EChart option={option} label={label} locale={i18n.language} height={260} onPick={onPick} />;
}
