import type { ColumnDescription } from './column.ts';
import { column, MOMENT_FORMULA, SCOPE_LABEL, SCOPE_WORDS, SCOPES, type Scope } from './describe-column.ts';

/** Columns of the groups accounting, rates, activity and percentiles. */

const LAYERS = [
  ['link', 'Link bytes', 'Bytes on the wire; not cut to 16 bits, as NFStream cuts them in accounting mode 0'],
  ['ip', 'IP bytes', 'Bytes of IP as in accounting mode 1'],
  ['transport', 'Transport bytes', 'Bytes of transport header and payload as in accounting mode 2'],
  ['payload', 'Payload bytes', 'Bytes of payload as in accounting mode 3'],
] as const;

export const ACCOUNTING_COLUMNS: readonly ColumnDescription[] = SCOPES.flatMap((scope) => [
  ...LAYERS.map(([layer, label, words]) =>
    column(
      `${scope}_${layer}_bytes`,
      `${SCOPE_LABEL[scope]}${label}`,
      'bytes',
      'Bytes by layer',
      `${words}, ${SCOPE_WORDS[scope]}.`,
      { unit: 'B', formula: `Σ ${layer} size` },
    ),
  ),
  column(
    `${scope}_payload_packets`,
    `${SCOPE_LABEL[scope]}Packets with payload`,
    'integer',
    'Bytes by layer',
    `Packets that carry payload, ${SCOPE_WORDS[scope]}.`,
    { unit: 'packets', formula: 'count(payload size > 0)' },
  ),
]);

function rates(scope: Scope): ColumnDescription[] {
  const label = SCOPE_LABEL[scope];
  const words = SCOPE_WORDS[scope];
  return [
    column(
      `${scope}_packets_per_s`,
      `${label}Packets/s`,
      'float',
      'Rates',
      `Packets, ${words}, by the duration of the whole flow; 0 for a flow that lasts 0 ms, where CICFlowMeter writes Infinity.`,
      { unit: '1/s', formula: '1000 · packets / bidirectional duration' },
    ),
    column(
      `${scope}_bytes_per_s`,
      `${label}Bytes/s`,
      'float',
      'Rates',
      `Bytes by the accounting mode, ${words}, by the duration of the whole flow; 0 for a flow that lasts 0 ms.`,
      { unit: 'B/s', formula: '1000 · bytes / bidirectional duration' },
    ),
    column(
      `${scope}_payload_share`,
      `${label}Payload share`,
      'float',
      'Rates',
      `Share of payload in the bytes on the wire, ${words}; 0 without packets.`,
      { formula: 'Σ payload size / Σ bytes on the wire' },
    ),
  ];
}

export const RATE_COLUMNS: readonly ColumnDescription[] = [
  ...SCOPES.flatMap(rates),
  column(
    'down_up_bytes_ratio',
    'Bytes down/up',
    'float',
    'Rates',
    "Bytes back by bytes from the source, by the accounting mode; 0 if the source sent none. CICFlowMeter's Down/Up Ratio is one of packets, cut to a whole number.",
    { formula: 'dst2src bytes / src2dst bytes' },
  ),
];

const PERIODS = [
  [
    'active',
    'Active',
    'active periods: runs of packets without a gap above the activity time-out; a run of 0 ms does not count, as in CICFlowMeter',
    'last − first time of the period',
  ],
  ['idle', 'Idle', 'idle periods: gaps above the activity time-out', 'gap between two active periods'],
] as const;
const MOMENTS = [
  ['min', 'min', 'Shortest'],
  ['mean', 'mean', 'Arithmetic mean'],
  ['stddev', 'stddev', 'Sample standard deviation'],
  ['max', 'max', 'Longest'],
] as const;

export const ACTIVITY_COLUMNS: readonly ColumnDescription[] = PERIODS.flatMap(([id, label, words, value]) => [
  column(`${id}_periods`, `${label} periods`, 'integer', 'Activity', `Number of ${words}.`, { formula: 'count(x)' }),
  ...MOMENTS.map(([moment, short, which]) =>
    column(
      `${moment}_${id}_ms`,
      `${label} ${short}`,
      moment === 'min' || moment === 'max' ? 'milliseconds' : 'float',
      'Activity',
      `${which} of the ${words}; 0 without any.`,
      { unit: 'ms', formula: `${MOMENT_FORMULA[moment]}; x = ${value}` },
    ),
  ),
]);

/** Percentiles that are given, of sizes and of gaps. */
export const PERCENTILES = [25, 50, 75, 90, 95, 99] as const;

function percentiles(
  scope: Scope,
  id: 'ps' | 'piat_ms',
  label: string,
  words: string,
  unit: string,
): ColumnDescription[] {
  return PERCENTILES.map((percent) =>
    column(
      `${scope}_p${percent}_${id}`,
      `${SCOPE_LABEL[scope]}${label} p${percent}`,
      id === 'ps' ? 'bytes' : 'milliseconds',
      id === 'ps' ? 'Packet size percentiles' : 'Inter-arrival percentiles',
      `The smallest of the ${words} that at least ${percent} % of them do not exceed (nearest rank, over all packets), ${SCOPE_WORDS[scope]}; 0 without any.`,
      { unit, formula: `x₍k₎ of the sorted values, k = ⌈${percent} n / 100⌉` },
    ),
  );
}

export const PERCENTILE_COLUMNS: readonly ColumnDescription[] = [
  ...SCOPES.flatMap((scope) => percentiles(scope, 'ps', 'Size', 'packet sizes', 'B')),
  ...SCOPES.flatMap((scope) => percentiles(scope, 'piat_ms', 'IAT', 'gaps between consecutive packets', 'ms')),
];
