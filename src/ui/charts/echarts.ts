import { BarChart, ScatterChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use as register } from 'echarts/core';
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

/** The parts of echarts that charts use; nothing else of it enters the page. */
register([
  BarChart,
  ScatterChart,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  CanvasRenderer,
]);

/** A chart in an element that has a size. */
export function startChart(element: HTMLElement): EChartsType {
  return init(element, undefined, { renderer: 'canvas' });
}

export type { EChartsCoreOption, EChartsType };
