import { formatBytes, formatCountOf } from '../../../../base/format.ts';
import type { CaptureSummary } from '../../../../core/model/capture-info.ts';
import type { ProtocolBinsRequest } from '../../../../core/model/protocol-bins.ts';
import { useStore } from '../../../../state/store.ts';
import type { TimeWriting } from '../../../charts/time-strip/axis-text.ts';
import { countAt, type Layer } from './stack.ts';

type Unit = ProtocolBinsRequest['unit'];

/** A count with its unit. */
export function amountWords(amount: number, unit: Unit): string {
  return unit === 'bytes' ? formatBytes(amount) : formatCountOf(amount, 'packet');
}

/** What a bin has, the largest kinds first. */
export function binWords(layers: readonly Layer[], bin: number, unit: Unit): string {
  const some = layers.filter(({ counts }) => countAt(counts, bin) > 0);
  const sorted = [...some].sort((a, b) => countAt(b.counts, bin) - countAt(a.counts, bin));
  if (sorted.length === 0) return 'nothing';
  return sorted.map(({ name, counts }) => `${name} ${amountWords(countAt(counts, bin), unit)}`).join(', ');
}

/** The colour of a layer, as the frame names it. */
export function kindColor(layer: Layer | undefined, at: number): string {
  return layer?.shows === undefined ? 'var(--kind-rest)' : `var(--kind-${at % 8})`;
}

/** How times of the capture are written. */
export function useTimeWriting({ epochNs, nanoseconds }: CaptureSummary): TimeWriting {
  const format = useStore((state) => state.timeFormat);
  return { epochNs, format, nanoseconds };
}
