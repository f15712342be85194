import { formatDurationNs } from '../../base/format.ts';
import { visibleText } from '../../base/text.ts';
import type { PacketBrief } from '../../core/model/packet-table.ts';
import { hostName, type LadderRow } from './layout.ts';

/** Width of a character of the labels' font at 11 px, CSS pixels. */
const CHARACTER = 6.65;

/** What stands on an arrow: protocol, ports unless the info has them, info. */
export function labelOf(packet: PacketBrief): string {
  const { protocol } = packet;
  const info = visibleText(packet.info);
  const text = info.startsWith(protocol) ? info : `${protocol} ${info}`;
  return `${text.trim()}${portsOf(packet)}`;
}

function portsOf({ sourcePort, destinationPort, info }: PacketBrief): string {
  if (sourcePort < 0 || info.includes(String(sourcePort))) return '';
  return ` · ${sourcePort} → ${destinationPort}`;
}

/** A label cut to what fits into a width. */
export function fitLabel(label: string, width: number): string {
  const most = Math.max(3, Math.floor(width / CHARACTER));
  return label.length <= most ? label : `${label.slice(0, most - 1)}…`;
}

/** A gap as people say it: "+12.3 ms". */
export function gapLabel(gapNs: number): string {
  return gapNs < 0 ? formatDurationNs(gapNs) : `+${formatDurationNs(gapNs)}`;
}

/** What a screen reader adds to a row's time and label: what is seen only from where it stands, and the label uncut. */
export function spokenRow(row: LadderRow, events: number): string {
  const { packet, number, gapNs } = row;
  const what = number > 0 ? `Event ${number} of ${events}` : 'Other packet';
  const after = gapNs === undefined ? '' : `, ${formatDurationNs(gapNs)} after the event before`;
  const ends = `${endOf(packet.source, packet.sourcePort)} to ${endOf(packet.destination, packet.destinationPort)}`;
  return `${what}, packet ${packet.packet + 1}${after}, ${ends}: ${labelOf(packet)}`;
}

function endOf(address: string, port: number): string {
  return port < 0 ? hostName(address) : `${hostName(address)} port ${port}`;
}
