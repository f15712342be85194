import { emptyStep, type FormModel, type FormStep, type WantedField } from './model.ts';

/** A packet as the packet table tells it. */
export interface ChosenPacket {
  /** From 0. */
  readonly packet: number;
  /** Nanoseconds. */
  readonly timeNs: number;
  readonly flow: number;
  readonly source: string;
  readonly destination: string;
  /** -1: none. */
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly protocol: string;
  /** What it says, for people. */
  readonly info: string;
  /** Bytes above the transport header. */
  readonly payloadLength: number;
  /** Letters of the TCP flags as the table has them, or their bits. */
  readonly flags: { readonly syn: boolean; readonly ack: boolean; readonly fin: boolean; readonly rst: boolean };
  readonly isTcp: boolean;
}

/** Ports above it are chosen by chance by the side that begins (RFC 6335, section 6: 49152 and up; Linux from 32768). */
const FIRST_CHANCE_PORT = 32_768;
/** A limit is proposed with so much more than was seen. */
const SLACK = 10;

/**
 * A pattern that finds the chosen packets again, in their order: what they share is the key, and of each what is likely to be
 * the same another time. Addresses and chance ports are not: they are said by what was taken before.
 */
export function propose(packets: readonly ChosenPacket[]): FormModel {
  const steps = packets.map((packet, at) => stepOf(packet, at, packets));
  const first = steps[0]?.name ?? 'first';
  return {
    constant: 'pattern',
    title: 'Pattern from packets',
    key: keyOf(packets),
    starts: 'one',
    steps,
    longest: false,
    columns: [
      { name: 'from', code: `m.${first}.src` },
      { name: 'to', code: `m.${first}.dst` },
      ...(packets.length > 1 ? [{ name: 'tookMs', code: `(m.last.time - m.first.time) * 1000` }] : []),
    ],
    others: [],
  };
}

function keyOf(packets: readonly ChosenPacket[]): FormModel['key'] {
  const [first] = packets;
  if (first === undefined || packets.length < 2) return first === undefined || first.flow < 0 ? [] : ['flow'];
  if (first.flow >= 0 && packets.every(({ flow }) => flow === first.flow)) return ['flow'];
  const pair = ({ source, destination }: ChosenPacket): string => [source, destination].sort().join(' ');
  if (packets.every((each) => pair(each) === pair(first))) return ['hosts'];
  return packets.every(({ source }) => source === first.source) ? ['src'] : [];
}

function stepOf(packet: ChosenPacket, at: number, packets: readonly ChosenPacket[]): FormStep {
  const before = packets[at - 1];
  const names = packets.slice(0, at + 1).map((each) => nameOf(each));
  const own = names[at] ?? 'packet';
  const same = names.filter((name) => name === own).length;
  const firstName = nameOf(packets[0] ?? packet);
  const within = before === undefined ? undefined : limitOf(packet.timeNs - before.timeNs);
  return {
    ...emptyStep('step', same > 1 ? `${own}${same}` : own),
    when: { fields: fieldsOf(packet, at === 0 ? undefined : packets[0], firstName) },
    ...(within !== undefined && { within }),
  };
}

/** What the packet is, in a word. */
function nameOf({ isTcp, flags, payloadLength, protocol }: ChosenPacket): string {
  if (!isTcp) return protocol.toLowerCase().replace(/[^a-z0-9]/g, '') || 'packet';
  if (flags.syn) return flags.ack ? 'synAck' : 'syn';
  if (flags.rst) return 'rst';
  if (flags.fin) return 'fin';
  return payloadLength > 0 ? 'data' : 'ack';
}

function fieldsOf(packet: ChosenPacket, first: ChosenPacket | undefined, firstName: string): readonly WantedField[] {
  const { isTcp, flags, protocol, payloadLength, destinationPort, sourcePort } = packet;
  const is = (field: string, value: string | number | boolean): WantedField => ({
    field,
    wanted: { kind: 'is', value },
  });
  const fields: WantedField[] = [];
  if (!isTcp) fields.push(is('protocol', protocol));
  else if (flags.syn) fields.push(is('syn', true), is('ack', flags.ack));
  else if (flags.rst) fields.push(is('rst', true));
  else if (flags.fin) fields.push(is('fin', true));
  else fields.push(is('syn', false), is('ack', true));
  const isKnown = (port: number): boolean => port >= 0 && port < FIRST_CHANCE_PORT;
  if (isKnown(destinationPort) && (!isKnown(sourcePort) || destinationPort <= sourcePort))
    fields.push(is('dstPort', destinationPort));
  else if (isKnown(sourcePort)) fields.push(is('srcPort', sourcePort));
  if (first !== undefined) fields.push(...directionOf(packet, first, firstName));
  if (isTcp && !flags.syn && !flags.rst && !flags.fin)
    fields.push({
      field: 'payloadLength',
      wanted: payloadLength > 0 ? { kind: 'bounds', min: 1 } : { kind: 'is', value: 0 },
    });
  return fields;
}

/** From the side that sent the first packet, or to it. */
function directionOf(packet: ChosenPacket, first: ChosenPacket, name: string): readonly WantedField[] {
  if (packet.source === first.source) return [{ field: 'src', wanted: { kind: 'same', step: name, field: 'src' } }];
  if (packet.destination === first.source)
    return [{ field: 'dst', wanted: { kind: 'same', step: name, field: 'src' } }];
  return [];
}

/** Seconds, round, and ten times what was seen, a hundredth at least; undefined where time goes back. */
function limitOf(gapNs: number): number | undefined {
  if (gapNs < 0) return undefined;
  const seconds = Math.max(0.01, (gapNs / 1e9) * SLACK);
  return Number(seconds.toPrecision(1));
}
