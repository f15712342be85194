/** TCP (RFC 9293). Sequence numbers are those of the header, not counted from the connection's first. */
import { By } from '../headers/next.ts';
import { PORTS } from '../names.ts';
import type { Protocol } from '../protocol.ts';
import { boolean, declare, either, flags, hex, integer, together, type FlagNames } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Following } from '../reading/following.ts';
import type { Decoder, Packet } from '../reading/packet.ts';
import { after } from '../reading/span.ts';
import { readTcpOptions, TCP_OPTION_FIELDS } from './tcp-options.ts';

const FLAGS: FlagNames = [
  [0x01, 'FIN'],
  [0x02, 'SYN'],
  [0x04, 'RST'],
  [0x08, 'PSH'],
  [0x10, 'ACK'],
  [0x20, 'URG'],
  [0x40, 'ECE'],
  [0x80, 'CWR'],
];
const ACK = 0x10;
const LEAST_HEADER = 20;

const F = declare('tcp', {
  srcport: integer('Source port', { names: PORTS, wireshark: 'tcp.srcport' }),
  dstport: integer('Destination port', { names: PORTS, wireshark: 'tcp.dstport' }),
  seq: integer('Sequence number', { help: 'As it stands in the header.', wireshark: 'tcp.seq_raw' }),
  ack: integer('Acknowledgement number', { help: 'As it stands in the header.', wireshark: 'tcp.ack_raw' }),
  hdr_len: integer('Header length', { unit: 'bytes', wireshark: 'tcp.hdr_len' }),
  flags: flags('Flags', 2, FLAGS),
  window: integer('Window', { help: 'As it stands in the header, not scaled.', wireshark: 'tcp.window_size_value' }),
  checksum: hex('Checksum', 4, { wireshark: 'tcp.checksum' }),
  urgent_pointer: integer('Urgent pointer', { wireshark: 'tcp.urgent_pointer' }),
  len: integer('Payload length', { unit: 'bytes', hidden: true, wireshark: 'tcp.len' }),
});

/** One field a flag, for filters: `tcp.flags.syn = 1`. */
const BITS = declare('tcp.flags', {
  fin: bit('FIN'),
  syn: bit('SYN'),
  rst: bit('RST'),
  psh: bit('PSH'),
  ack: bit('ACK'),
  urg: bit('URG'),
  ece: bit('ECE'),
  cwr: bit('CWR'),
});

const BIT_FIELDS = Object.values(BITS);

function bit(name: string): ReturnType<typeof boolean> {
  const wireshark = `tcp.flags.${name === 'PSH' ? 'push' : name === 'RST' ? 'reset' : name.toLowerCase()}`;
  return boolean(`Flag ${name}`, { hidden: true, wireshark });
}

interface Numbers {
  readonly source: number;
  readonly destination: number;
  readonly sequence: number;
  readonly acknowledgement: number;
  readonly flags: number;
  readonly window: number;
}

const decodeTcp: Decoder = (packet, span) => {
  const layer = packet.layer('TCP', span);
  const source = layer.u16(F.srcport);
  const destination = layer.u16(F.dstport);
  const sequence = layer.u32(F.seq);
  const acknowledgement = layer.u32(F.ack);
  const headerLength = layer.u8(F.hdr_len, (value) => (value >> 4) * 4);
  const set = readFlags(layer);
  const window = layer.u16(F.window);
  layer.u16(F.checksum);
  layer.u16(F.urgent_pointer);
  const options = readOptions(layer, headerLength);
  return finish(packet, layer, { source, destination, sequence, acknowledgement, flags: set, window }, options);
};

function readFlags(layer: LayerReader): number {
  const set = layer.u8(F.flags);
  BIT_FIELDS.forEach((field, at) => layer.part(field, (set >> at) & 1));
  return set;
}

/** "SYN, ACK"; "none" without flags. */
export function tcpFlags(set: number): string {
  const names = FLAGS.filter(([flag]) => (set & flag) !== 0).map(([, name]) => name);
  return names.join(', ') || 'none';
}

function readOptions(layer: LayerReader, headerLength: number): string {
  if (layer.broken) return '';
  if (headerLength < LEAST_HEADER) {
    layer.fail(`The header length says ${headerLength} bytes; the least is ${LEAST_HEADER}.`);
    return '';
  }
  return readTcpOptions(layer, layer.start + headerLength);
}

function finish(packet: Packet, layer: LayerReader, numbers: Numbers, options: string): Following | undefined {
  const { source, destination } = numbers;
  const ports = (): string => `${source} → ${destination}`;
  const cut = layer.at - layer.start < LEAST_HEADER;
  const payload = layer.promised;
  layer.part(F.len, payload);
  packet.say('TCP', () => (cut ? `${ports()} cut short` : tcpInfo(ports(), numbers, payload, options)));
  packet.push(layer, () => `${ports()} [${tcpFlags(numbers.flags)}]`);
  return layer.left === 0 ? undefined : { by: By.Tcp, number: source, other: destination, span: after(layer) };
}

function tcpInfo(ports: string, numbers: Numbers, payload: number, options: string): string {
  const acknowledgement = (numbers.flags & ACK) === 0 ? '' : ` Ack=${numbers.acknowledgement}`;
  return `${ports} [${tcpFlags(numbers.flags)}] Seq=${numbers.sequence}${acknowledgement} Win=${numbers.window} Len=${payload}${options}`;
}

export const tcp: Protocol = {
  id: 'tcp',
  name: 'TCP',
  fields: together(F, BITS, TCP_OPTION_FIELDS),
  either: [either('tcp.port', 'Port', [F.srcport, F.dstport], 'tcp.port')],
  decode: decodeTcp,
  places: [{ by: By.Ip, numbers: [6] }],
};
