/** Colours that option builders draw with, as the browser resolves them in the theme of the moment. */
export interface ChartColors {
  readonly text: string;
  readonly dim: string;
  readonly border: string;
  readonly raised: string;
  readonly forward: string;
  readonly backward: string;
}

/** Names of the custom properties behind the colours. */
export const COLOR_NAMES = ['--text', '--text-dim', '--border', '--bg-raised', '--forward', '--backward'] as const;

/** Colours by the theme's names, under the builders' names. */
export function toChartColors(read: Readonly<Record<(typeof COLOR_NAMES)[number], string>>): ChartColors {
  return {
    text: read['--text'],
    dim: read['--text-dim'],
    border: read['--border'],
    raised: read['--bg-raised'],
    forward: read['--forward'],
    backward: read['--backward'],
  };
}

/** What all charts share: small letters, no animation, and tooltips drawn on the canvas (the policy forbids their styles). */
export function sharedOption(colors: ChartColors) {
  return {
    animation: false,
    textStyle: { color: colors.dim, fontSize: 11 },
    tooltip: {
      renderMode: 'richText' as const,
      confine: true,
      backgroundColor: colors.raised,
      borderColor: colors.border,
      borderWidth: 1,
      padding: 6,
      textStyle: { color: colors.text, fontSize: 12 },
    },
  };
}

/** Lines and words of an axis. */
export function axisStyle(colors: ChartColors, name: string) {
  return {
    name,
    nameTextStyle: { color: colors.dim },
    axisLine: { lineStyle: { color: colors.border } },
    axisTick: { lineStyle: { color: colors.border } },
    axisLabel: { color: colors.dim, hideOverlap: true },
    splitLine: { lineStyle: { color: colors.border, opacity: 0.6 } },
  };
}
