/** EAP over LAN (IEEE 802.1X section 11) with the head of EAP (RFC 3748) and of key frames (802.11 section 12.7.2). */
import { By } from '../headers/next.ts';
import type { Protocol } from '../protocol.ts';
import { declare, flags, integer, text, type FlagNames } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';

const TYPES = ['EAP packet', 'Start', 'Logoff', 'Key', 'Alert', 'MKA'];
const EAP_PACKET = 0;
const KEY = 3;
const CODES: ReadonlyMap<number, string> = new Map([
  [1, 'Request'],
  [2, 'Response'],
  [3, 'Success'],
  [4, 'Failure'],
]);
/** Requests and responses have a method, the others do not. */
const LAST_WITH_METHOD = 2;
const IDENTITY = 1;
const METHODS: ReadonlyMap<number, string> = new Map([
  [IDENTITY, 'Identity'],
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
const PAIRWISE = 0x0008;
const ACKNOWLEDGE = 0x0080;
const INTEGRITY = 0x0100;
const SECURE = 0x0200;
const KEY_BITS: FlagNames = [
  [PAIRWISE, 'pairwise'],
  [0x0040, 'install'],
  [ACKNOWLEDGE, 'acknowledge'],
  [INTEGRITY, 'integrity code'],
  [SECURE, 'secure'],
  [0x0400, 'error'],
  [0x0800, 'request'],
  [0x1000, 'encrypted'],
];

const F = declare('eapol', {
  version: integer('Version', { wireshark: 'eapol.version' }),
  type: integer('Type', { names: TYPES, wireshark: 'eapol.type' }),
  len: integer('Length', { unit: 'bytes', wireshark: 'eapol.len' }),
  'eap.code': integer('EAP code', { names: CODES, wireshark: 'eap.code' }),
  'eap.id': integer('EAP identifier', { wireshark: 'eap.id' }),
  'eap.len': integer('EAP length', { unit: 'bytes', wireshark: 'eap.len' }),
  'eap.type': integer('EAP method', { names: METHODS, wireshark: 'eap.type' }),
  'eap.identity': text('Identity', { wireshark: 'eap.identity' }),
  'key.descriptor': integer('Descriptor', { wireshark: 'eapol.keydes.type' }),
  'key.info': flags('Key information', 4, KEY_BITS, { wireshark: 'wlan_rsna_eapol.keydes.key_info' }),
});

const decodeEapol: Decoder = (packet, span) => {
  const layer = packet.layer('EAPOL', span);
  layer.u8(F.version);
  const type = layer.u8(F.type);
  const length = layer.u16(F.len);
  if (length > layer.promised) layer.complain(`Length ${length} is more than the ${layer.promised} bytes that follow.`);
  const info = readBody(layer, type, length);
  packet.say('EAPOL', info);
  packet.push(layer, info);
  return layer.left === 0 ? undefined : layer.goOn(By.Data);
};

/** Gives what the packet's line says. */
function readBody(layer: LayerReader, type: number, length: number): () => string {
  if (type === EAP_PACKET && length >= 4) return readEap(layer);
  if (type === KEY && length >= 3) return readKey(layer);
  return () => TYPES[type] ?? `Type ${type}`;
}

function readEap(layer: LayerReader): () => string {
  const code = layer.u8(F['eap.code']);
  layer.u8(F['eap.id']);
  const length = layer.u16(F['eap.len']);
  const name = (): string => CODES.get(code) ?? `EAP code ${code}`;
  if (code > LAST_WITH_METHOD || length < 5) return name;
  const method = layer.u8(F['eap.type']);
  const what = (): string => `${name()}, ${METHODS.get(method) ?? `method ${method}`}`;
  if (method !== IDENTITY || length === 5) return what;
  const identity = layer.text(F['eap.identity'], Math.min(length - 5, layer.left));
  return () => `${what()}: ${identity}`;
}

function readKey(layer: LayerReader): () => string {
  layer.u8(F['key.descriptor']);
  const bits = layer.u16(F['key.info']);
  return () => `Key (${keyMessage(bits)})`;
}

/** The bits tell the message of the four-way handshake. */
function keyMessage(bits: number): string {
  if ((bits & PAIRWISE) === 0) return 'group';
  const requested = (bits & ACKNOWLEDGE) !== 0;
  const later = (bits & (requested ? INTEGRITY : SECURE)) !== 0;
  return `message ${(requested ? 1 : 2) + (later ? 2 : 0)} of 4`;
}

export const eapol: Protocol = {
  id: 'eapol',
  name: 'EAPOL',
  fields: F,
  decode: decodeEapol,
  places: [{ by: By.Ethertype, numbers: [0x888e, 0x88c7] }],
};
