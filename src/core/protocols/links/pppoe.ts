/** PPP over Ethernet (RFC 2516): discovery (0x8863) and session (0x8864). */
import { short } from '../../../base/bytes.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { By, type HeaderReader } from '../headers/next.ts';
import { when, type Protocol } from '../protocol.ts';
import { declare, hex, integer, text, type Field } from '../reading/field.ts';
import { nameText } from '../reading/field-text.ts';
import { hex16 } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Following } from '../reading/following.ts';
import type { Decoder } from '../reading/packet.ts';
import { after, firstOf } from '../reading/span.ts';

const DISCOVERY = 0x8863;
const SESSION = 0x8864;
const HEADER = 6;
/** Version 1, type 1; code 0: session data. */
const SESSION_DATA = 0x1100;
const CODES: ReadonlyMap<number, string> = new Map([
  [0x00, 'Session data'],
  [0x07, 'Active Discovery Offer (PADO)'],
  [0x09, 'Active Discovery Initiation (PADI)'],
  [0x19, 'Active Discovery Request (PADR)'],
  [0x65, 'Active Discovery Session-confirmation (PADS)'],
  [0xa7, 'Active Discovery Terminate (PADT)'],
]);

const F = declare('pppoe', {
  version: integer('Version', { wireshark: 'pppoe.version' }),
  type: integer('Type', { wireshark: 'pppoe.type' }),
  code: hex('Code', 2, { names: CODES, wireshark: 'pppoe.code' }),
  session_id: hex('Session', 4, { wireshark: 'pppoe.session_id' }),
  length: integer('Length', { unit: 'bytes', wireshark: 'pppoe.payload_length' }),
  service_name: text('Service name'),
  ac_name: text('Access concentrator', { wireshark: 'pppoed.tags.ac_name' }),
  service_error: text('Service name error'),
  generic_error: text('Generic error'),
  tag: hex('Tag', 4, { help: 'Number of a tag without a field of its own.' }),
  'tag.text': text('Tag text'),
});

const TAGS: ReadonlyMap<number, Field> = new Map([
  [0x0101, F.service_name],
  [0x0102, F.ac_name],
  [0x0201, F.service_error],
  [0x0203, F.generic_error],
]);

/** PPPoE session data (RFC 2516 section 4): code and length are looked at, then PPP's protocol. */
const readPppoe: HeaderReader = (bytes, at, end, next) => {
  if (at + HEADER > end) return FlowlessReason.TooShort;
  if (short(bytes, at) !== SESSION_DATA) return FlowlessReason.NotIp;
  next.cut(at + HEADER + short(bytes, at + 4));
  return next.to(By.Ppp, 0, at + HEADER);
};

const decodePppoe: Decoder = (packet, span, ethertype) => {
  const session = ethertype === SESSION;
  const layer = packet.layer(session ? 'PPPoE session' : 'PPPoE discovery', span);
  const first = layer.bits(1, 'Version and type');
  layer.part(F.version, first >> 4);
  layer.part(F.type, first & 15);
  const code = layer.u8(F.code);
  const id = layer.u16(F.session_id);
  const length = layer.u16(F.length);
  if (length > layer.promised) layer.complain(`Length ${length} is more than the ${layer.promised} bytes that follow.`);
  if (!session) readTags(layer, length);
  packet.say('PPPoE', () => CODES.get(code) ?? `Code ${nameText(F.code, code)}`);
  packet.push(layer, () => (session ? `Session ${hex16(id)}` : nameText(F.code, code)));
  return session ? sessionData(layer, length) : rest(layer, length);
};

/** Also under another version or code, where the meter goes no further: what is there shall be seen. */
function sessionData(layer: LayerReader, length: number): Following | undefined {
  return layer.broken ? undefined : { by: By.Ppp, number: 0, span: firstOf(after(layer), length) };
}

function readTags(layer: LayerReader, length: number): void {
  const end = layer.at + length;
  while (layer.left >= 4 && layer.at + 4 <= end) readTag(layer);
}

function readTag(layer: LayerReader): void {
  const type = layer.bits(2, 'Tag');
  const field = TAGS.get(type);
  if (field === undefined) layer.part(F.tag, type);
  const size = layer.bits(2, 'Tag length');
  if (size > 0) layer.text(field ?? F['tag.text'], size);
}

/** What follows the tags is Ethernet's padding unless the length says otherwise. */
function rest(layer: LayerReader, length: number): Following | undefined {
  return layer.at - layer.start < HEADER + length ? layer.goOn(By.Data) : undefined;
}

export const pppoe: Protocol = {
  id: 'pppoe',
  name: 'PPPoE',
  fields: F,
  decode: decodePppoe,
  places: [
    { by: By.Ethertype, numbers: [DISCOVERY] },
    { by: By.Ethertype, numbers: [SESSION], read: when('pppoe', readPppoe) },
  ],
};
