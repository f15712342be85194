import { formatDurationNs } from '../../base/format.ts';
import { visibleText } from '../../base/text.ts';
import type { PacketBrief } from '../../core/model/packet-table.ts';
import type { TcpNote } from '../../core/model/tcp-notes.ts';
import { hostName } from './hosts.ts';
import type { LadderRow } from './layout.ts';

/** Width of a character of the labels' font at 11 px, CSS pixels. */
const CHARACTER = 6.65;

/** What stands on an arrow: step, notes of TCP, protocol, info, ports unless the info has them. */
export function labelOf(packet: PacketBrief): string {
  const { step } = packet;
  const protocol = packet.told ?? packet.protocol;
  const info = visibleText(packet.info);
  const text = info.startsWith(protocol) ? info : `${protocol} ${info}`;
  const before = [
    ...(step === undefined ? [] : [`${visibleText(step)}:`]),
    ...notesOf(packet).map((note) => `[${note}]`),
  ];
  return [...before, `${text.trim()}${portsOf(packet)}`].join(' ');
}

const NOTE_WORDS: Readonly<Record<TcpNote, string>> = {
  retransmission: 'retransmission',
  'out-of-order': 'out of order',
  gap: 'bytes before it are missing',
  'duplicate-ack': 'duplicate ACK',
  'keep-alive': 'keep-alive',
  'zero-window': 'zero window',
  reset: 'reset',
};

/** What TCP's numbers say of a packet, in words. */
export function notesOf({ notes = [] }: PacketBrief): readonly string[] {
  return notes.map((note) => NOTE_WORDS[note]);
}

const TROUBLES: readonly TcpNote[] = ['retransmission', 'out-of-order', 'gap', 'duplicate-ack', 'zero-window', 'reset'];

/** Whether something is said of a packet that a sound connection does not have. */
export function isTrouble({ notes = [] }: PacketBrief): boolean {
  return notes.some((note) => TROUBLES.includes(note));
}

function portsOf({ sourcePort, destinationPort, info }: PacketBrief): string {
  if (sourcePort < 0 || info.includes(String(sourcePort))) return '';
  return ` · ${sourcePort} → ${destinationPort}`;
}

/** How wide a label is, CSS pixels. */
export function labelWidth(label: string): number {
  return label.length * CHARACTER;
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
  const noun = row.kind === 'plain' ? 'Row' : 'Event';
  const what = number > 0 ? `${noun} ${number} of ${events}` : 'Other packet';
  const after =
    gapNs === undefined
      ? ''
      : `, ${formatDurationNs(gapNs)} after the ${row.kind === 'plain' ? 'packet' : 'event'} before`;
  const ends = `${endOf(packet.source, packet.sourcePort)} to ${endOf(packet.destination, packet.destinationPort)}`;
  return `${what}, packet ${packet.packet + 1}${after}, ${ends}: ${labelOf(packet)}`;
}

function endOf(address: string, port: number): string {
  return port < 0 ? hostName(address) : `${hostName(address)} port ${port}`;
}
