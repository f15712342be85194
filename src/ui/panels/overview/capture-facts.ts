import { beyondCalendarText, calendarDate } from '../../../base/calendar.ts';
import { formatBytes, formatCount, formatDurationNs, formatEpoch, formatShare } from '../../../base/format.ts';
import type { CaptureSummary } from '../../../core/model/capture-info.ts';
import { linkTypeTitle } from '../../../core/model/link-types.ts';

/** A fact about the capture: its name, its value, and a remark in small. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly remark?: string;
}

/** What is known of a capture, in the order in which an analyst asks. `rule`: by which flows are decoded. */
export function captureFacts(summary: CaptureSummary, rule?: string): readonly Fact[] {
  return [...fileFacts(summary), ...timeFacts(summary), ...volumeFacts(summary, rule)];
}

function fileFacts(summary: CaptureSummary): readonly Fact[] {
  const { name, fileBytes, format, compression, bigEndian, nanoseconds, interfaces } = summary;
  const details = [
    compression === 'none' ? 'not compressed' : `compressed with ${compression}`,
    bigEndian ? 'big-endian' : 'little-endian',
    nanoseconds ? 'nanoseconds' : 'microseconds',
  ];
  return [
    { name: 'Name', value: name },
    { name: 'Size', value: formatBytes(fileBytes), remark: `${formatCount(fileBytes)} bytes` },
    { name: 'Format', value: format, remark: details.join(', ') },
    { name: 'Link type', value: unique(interfaces.map(({ linkType }) => linkTypeTitle(linkType))) },
    {
      name: 'Snaplen',
      value: unique(interfaces.map(({ snaplen }) => (snaplen === 0 ? 'no limit' : formatBytes(snaplen)))),
    },
  ];
}

function timeFacts(summary: CaptureSummary): readonly Fact[] {
  const { epochNs, firstNs, lastNs, nanoseconds } = summary;
  if (epochNs === undefined) return [];
  const digits = nanoseconds ? 9 : 6;
  const at = (epoch: bigint): Pick<Fact, 'value' | 'remark'> => {
    if (calendarDate(epoch) === undefined) return { value: beyondCalendarText(epoch) };
    return {
      value: `${formatEpoch(epoch, 'utc', digits)} UTC`,
      remark: `${formatEpoch(epoch, 'local', 0)} local time`,
    };
  };
  return [
    { name: 'First packet', ...at(summary.earliestNs ?? epochNs + BigInt(Math.round(firstNs))) },
    { name: 'Last packet', ...at(summary.latestNs ?? epochNs + BigInt(Math.round(lastNs))) },
    { name: 'Duration', value: formatDurationNs(lastNs - firstNs) },
  ];
}

function volumeFacts(summary: CaptureSummary, rule?: string): readonly Fact[] {
  const { packets, wireBytes, capturedBytes, flows, flowless, firstNs, lastNs } = summary;
  const seconds = (lastNs - firstNs) / 1e9;
  const perSecond = (value: number, text: (value: number) => string): Pick<Fact, 'remark'> =>
    seconds > 0 ? { remark: onAverage(value / seconds, text) } : {};
  const outside = flowless.reduce((sum, count) => sum + count, 0);
  return [
    {
      name: 'Packets',
      value: formatCount(packets),
      ...perSecond(packets, (value) => (value < 10 ? value.toFixed(1) : formatCount(value))),
    },
    { name: 'Bytes on the wire', value: formatBytes(wireBytes), ...perSecond(wireBytes, formatBytes) },
    { name: 'Bytes captured', value: formatBytes(capturedBytes), remark: formatShare(capturedBytes, wireBytes) },
    { name: 'Flows', value: formatCount(flows), ...(rule !== undefined && { remark: rule }) },
    { name: 'Packets in no flow', value: formatCount(outside), remark: formatShare(outside, packets) },
  ];
}

/** So much a second, or so much a minute, an hour or a day where a second has next to none. */
function onAverage(perSecond: number, text: (value: number) => string): string {
  const [seconds, unit] = PERIODS.find(([length]) => perSecond * length >= 1) ?? [86_400, 'a day'];
  const value = perSecond * seconds;
  return value < 0.1 ? 'less than 0.1 a day on average' : `${text(value)} ${unit} on average`;
}

const PERIODS = [
  [1, 'a second'],
  [60, 'a minute'],
  [3600, 'an hour'],
  [86_400, 'a day'],
] as const;

function unique(words: readonly string[]): string {
  return [...new Set(words)].join(', ') || 'none described';
}
