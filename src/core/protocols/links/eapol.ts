/** EAP over LAN (IEEE 802.1X section 11) with the head of EAP (RFC 3748) and of key frames (802.11 section 12.7.2). */
import { hex16, named } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { after } from '../reading/span.ts';
import type { Decoder } from '../reading/packet.ts';

const TYPES = ['EAP packet', 'Start', 'Logoff', 'Key', 'Alert', 'MKA'];
const CODES: ReadonlyMap<number, string> = new Map([
  [1, 'Request'],
  [2, 'Response'],
  [3, 'Success'],
  [4, 'Failure'],
]);
const METHODS: ReadonlyMap<number, string> = new Map([
  [1, 'Identity'],
  [2, 'Notification'],
  [3, 'Nak'],
  [4, 'MD5'],
  [13, 'TLS'],
  [17, 'LEAP'],
  [18, 'SIM'],
  [21, 'TTLS'],
  [25, 'PEAP'],
  [26, 'MSCHAPv2'],
  [43, 'FAST'],
  [52, 'PWD'],
]);

export const decodeEapol: Decoder = (packet, span) => {
  const layer = packet.layer('EAPOL', span);
  layer.u8('Version');
  const type = layer.u8(
    'Type',
    named((value) => TYPES[value]),
  );
  const length = layer.u16('Length');
  if (length > layer.promised) layer.complain(`Length ${length} is more than the ${layer.promised} bytes that follow.`);
  const info = readBody(layer, type, length);
  packet.say('EAPOL', info);
  packet.push(layer, info);
  return layer.broken || layer.left === 0 ? undefined : { by: 'data', number: 0, span: after(layer) };
};

function readBody(layer: LayerReader, type: number, length: number): string {
  if (type === 0 && length >= 4) return readEap(layer);
  if (type === 3 && length >= 3) return readKey(layer);
  return TYPES[type] ?? `Type ${type}`;
}

function readEap(layer: LayerReader): string {
  const code = layer.u8('EAP code', named(CODES));
  layer.u8('EAP identifier');
  const length = layer.u16('EAP length');
  const name = CODES.get(code) ?? `EAP code ${code}`;
  if (code > 2 || length < 5) return name;
  const method = layer.u8('EAP method', named(METHODS));
  const what = METHODS.get(method) ?? `method ${method}`;
  if (method !== 1 || length === 5) return `${name}, ${what}`;
  return `${name}, ${what}: ${layer.text('Identity', Math.min(length - 5, layer.left))}`;
}

/** The bits tell the message of the four-way handshake: install, acknowledge, integrity, secure. */
function readKey(layer: LayerReader): string {
  layer.u8('Descriptor');
  const bits = layer.u16('Key information', hex16);
  if ((bits & 0x0008) === 0) return 'Key (group)';
  if ((bits & 0x0080) !== 0) return (bits & 0x0100) === 0 ? 'Key (message 1 of 4)' : 'Key (message 3 of 4)';
  return (bits & 0x0200) === 0 ? 'Key (message 2 of 4)' : 'Key (message 4 of 4)';
}
