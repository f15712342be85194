/** TCP (RFC 9293). Sequence numbers are those of the header, not counted from the connection's first. */
import { byteCount, hex16, hex8 } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { portText } from '../ports.ts';
import { after } from '../reading/span.ts';
import { readTcpOptions } from './tcp-options.ts';
import type { Decoder, Packet } from '../reading/packet.ts';

const FLAGS: readonly (readonly [number, string])[] = [
  [0x01, 'FIN'],
  [0x02, 'SYN'],
  [0x04, 'RST'],
  [0x08, 'PSH'],
  [0x10, 'ACK'],
  [0x20, 'URG'],
  [0x40, 'ECE'],
  [0x80, 'CWR'],
];
const LEAST_HEADER = 20;

interface Numbers {
  readonly source: number;
  readonly destination: number;
  readonly sequence: number;
  readonly acknowledgement: number;
  readonly flags: number;
  readonly window: number;
}

export const decodeTcp: Decoder = (packet, span) => {
  const layer = packet.layer('TCP', span);
  const source = layer.u16('Source port', portText);
  const destination = layer.u16('Destination port', portText);
  const sequence = layer.u32('Sequence number');
  const acknowledgement = layer.u32('Acknowledgement number');
  const headerLength = (layer.u8('Header length', (value) => byteCount((value >> 4) * 4)) >> 4) * 4;
  const flags = layer.u8('Flags', (value) => `${hex8(value)} (${tcpFlags(value)})`);
  const window = layer.u16('Window');
  layer.u16('Checksum', hex16);
  layer.u16('Urgent pointer');
  const options = readOptions(layer, headerLength);
  return finish(packet, layer, { source, destination, sequence, acknowledgement, flags, window }, options);
};

/** "SYN, ACK"; "none" without flags. */
export function tcpFlags(flags: number): string {
  const set = FLAGS.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name);
  return set.join(', ') || 'none';
}

function readOptions(layer: LayerReader, headerLength: number): string {
  if (layer.broken) return '';
  if (headerLength < LEAST_HEADER) {
    layer.fail(`The header length says ${headerLength} bytes; the least is ${LEAST_HEADER}.`);
    return '';
  }
  return readTcpOptions(layer, layer.start + headerLength);
}

function finish(packet: Packet, layer: LayerReader, numbers: Numbers, options: string): ReturnType<Decoder> {
  const { source, destination, flags } = numbers;
  const ports = `${source} → ${destination}`;
  packet.say(
    'TCP',
    layer.at - layer.start < LEAST_HEADER ? `${ports} cut short` : tcpInfo(ports, numbers, layer.promised, options),
  );
  packet.push(layer, `${ports} [${tcpFlags(flags)}]`);
  if (layer.broken || layer.left === 0) return undefined;
  return { by: 'tcp', number: source, other: destination, span: after(layer) };
}

function tcpInfo(ports: string, numbers: Numbers, payload: number, options: string): string {
  const acknowledgement = (numbers.flags & 0x10) === 0 ? '' : ` Ack=${numbers.acknowledgement}`;
  return `${ports} [${tcpFlags(numbers.flags)}] Seq=${numbers.sequence}${acknowledgement} Win=${numbers.window} Len=${payload}${options}`;
}
