/** Cisco discovery protocol: version, time to live, checksum, then type-length-value pieces. */
import { By } from '../headers/next.ts';
import type { Protocol } from '../protocol.ts';
import { bytes, declare, hex, integer, text, type Field } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';

const CDP = 0x2000;
const PIECE_HEADER = 4;

const F = declare('cdp', {
  version: integer('Version', { wireshark: 'cdp.version' }),
  ttl: integer('Time to live', { unit: 's', wireshark: 'cdp.ttl' }),
  checksum: hex('Checksum', 4, { wireshark: 'cdp.checksum' }),
  deviceid: text('Device ID', { wireshark: 'cdp.deviceid' }),
  portid: text('Port ID', { wireshark: 'cdp.portid' }),
  software_version: text('Software version', { wireshark: 'cdp.software_version' }),
  platform: text('Platform', { wireshark: 'cdp.platform' }),
  vtp_domain: text('VTP domain'),
  type: hex('Type', 4, { help: 'Of a piece without a field of its own.' }),
  data: bytes('Data'),
});

const TEXTS: ReadonlyMap<number, Field> = new Map([
  [1, F.deviceid],
  [3, F.portid],
  [5, F.software_version],
  [6, F.platform],
  [9, F.vtp_domain],
]);

const decodeCdp: Decoder = (packet, span) => {
  const layer = packet.layer('CDP', span);
  const facts = new Map<Field, string>();
  layer.u8(F.version);
  layer.u8(F.ttl);
  layer.u16(F.checksum);
  while (layer.left >= PIECE_HEADER) readPiece(layer, facts);
  const info = (): string => `Device ID: ${facts.get(F.deviceid) ?? ''}  Port ID: ${facts.get(F.portid) ?? ''}`;
  packet.say('CDP', info);
  packet.push(layer, info);
  return undefined;
};

function readPiece(layer: LayerReader, facts: Map<Field, string>): void {
  const type = layer.bits(2, 'Type');
  const field = TEXTS.get(type);
  if (field === undefined) layer.part(F.type, type);
  const length = layer.bits(2, 'Length');
  if (length < PIECE_HEADER) layer.fail(`A piece of type ${type} claims ${length} bytes, less than its own header.`);
  else if (field === undefined) layer.raw(F.data, length - PIECE_HEADER);
  else facts.set(field, layer.text(field, length - PIECE_HEADER));
}

export const cdp: Protocol = {
  id: 'cdp',
  name: 'CDP',
  fields: F,
  decode: decodeCdp,
  places: [
    { by: By.Ethertype, numbers: [CDP] },
    { by: By.Cisco, numbers: [CDP] },
  ],
};
