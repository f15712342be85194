import { BarChart, ScatterChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use as register } from 'echarts/core';
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';

/** The parts of echarts that charts use; nothing else of it enters the page. */
register([
  BarChart,
  ScatterChart,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  CanvasRenderer,
  SVGRenderer,
]);

/** A chart in an element that has a size. */
export function startChart(element: HTMLElement): EChartsType {
  return init(element, undefined, { renderer: 'canvas' });
}

/** What a chart shows, as SVG text of a size in CSS pixels. */
export function drawSvg(option: EChartsCoreOption, width: number, height: number): string {
  const chart = init(undefined, undefined, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({ ...option, animation: false });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

export type { EChartsCoreOption, EChartsType };
