import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { EChart } from '@/shared/charts/EChart';
import { useFormat } from '@/shared/i18n/format';
import { sans } from '@/shared/ui/tokens';
import { dotsOf, seriesOf, topOf } from './growth';
import type { GrowthLine } from './queries';

const ink = '#6b675c';
const looks = [
  { color: '#1f6f62', symbol: 'circle', type: 'solid' },
  { color: '#a87112', symbol: 'diamond', type: 'dashed' },
  { color: '#5b5f97', symbol: 'triangle', type: 'dotted' },
] as const;

/** The drawing alone in its file, so that ECharts loads after the numbers. */
export default function GrowthChart({
  line,
  label,
  onPick,
}: {
  line: GrowthLine;
  label: string;
  onPick: (index: number) => void;
}) {
  const { t, i18n } = useTranslation();
  const { day } = useFormat();
  const days = dotsOf(line).map((dot) => day(dot.on));
  const names = days.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the days are the line's; their names change with the language
  const option = useMemo(
    () => ({
      textStyle: { fontFamily: sans },
      grid: { left: 4, right: 16, top: 28, bottom: 4, containLabel: true },
      // Drawn text: the HTML tooltip writes style attributes, which the content policy forbids.
      tooltip: { trigger: 'axis', renderMode: 'richText', confine: true },
      xAxis: {
        type: 'category',
        data: days,
        axisLabel: { color: ink, fontSize: 13, hideOverlap: true },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: '#dcd8cc' } },
      },
      yAxis: {
        type: 'value',
        name: t('pairs.growth.axis'),
        nameTextStyle: { color: ink, align: 'left' },
        min: 0,
        max: topOf(line),
        interval: 1,
        axisLabel: { color: ink, fontSize: 12 },
        splitLine: { lineStyle: { color: '#e9e6dd' } },
      },
      series: seriesOf(line).map((values, at) => {
        const look = looks[at % looks.length] ?? looks[0];
        return {
          type: 'line',
          name: t('pairs.growth.series', { count: line.segments[at]?.levels ?? 0 }),
          data: values,
          connectNulls: false,
          symbol: look.symbol,
          symbolSize: 11,
          itemStyle: { color: look.color },
          lineStyle: { color: look.color, type: look.type, width: 2.5 },
        };
      }),
    }),
    [line, names, t],
  );
  return <EChart option={option} label={label} locale={i18n.language} height={260} onPick={onPick} />;
}
