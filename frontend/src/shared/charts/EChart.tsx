import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import type { EChartsCoreOption } from 'echarts/core';
import * as echarts from 'echarts/core';
import langZH from 'echarts/i18n/langZH-obj.js';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import classes from './EChart.module.css';

echarts.use([BarChart, LineChart, GridComponent, TooltipComponent, SVGRenderer]);
echarts.registerLocale('ZH', langZH);

/** The one door to ECharts: SVG for crisp print; the label is ours because its own reads out float noise. */
export function EChart({
  option,
  label,
  locale,
  height = 280,
  onPick,
}: {
  option: EChartsCoreOption;
  label: string;
  locale: string;
  height?: number;
  onPick?: (index: number) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  // Kept apart from the drawing, so that a new handler does not redraw the chart.
  const pick = useRef(onPick);
  useEffect(() => {
    pick.current = onPick;
  }, [onPick]);
  useEffect(() => {
    const chart = echarts.init(box.current, null, { renderer: 'svg', locale: locale.startsWith('zh') ? 'ZH' : 'EN' });
    // A viewBox lets the drawing follow the paper's width when printed.
    chart.on('finished', () =>
      box.current?.querySelector('svg')?.setAttribute('viewBox', `0 0 ${chart.getWidth()} ${chart.getHeight()}`),
    );
    // The whole column answers, not only its bar: a small number is a thin target, and none at all is no target.
    chart.getZr().on('click', ({ offsetX, offsetY }) => {
      const [index] = chart.convertFromPixel({ seriesIndex: 0 }, [offsetX, offsetY]);
      if (index !== undefined && chart.containPixel('grid', [offsetX, offsetY])) pick.current?.(index);
    });
    const watch = new ResizeObserver(() => chart.resize());
    if (box.current) watch.observe(box.current);
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    chart.setOption({ animation: !still, animationDuration: 120, ...option });
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [option, locale]);
  return <div ref={box} role="img" aria-label={label} className={classes.chart} style={{ height }} />;
}
