/** DCCP (RFC 4340): its ports. */
import { By } from '../headers/next.ts';
import { PORTS } from '../names.ts';
import type { Protocol } from '../protocol.ts';
import { declare, integer } from '../reading/field.ts';
import type { Decoder } from '../reading/packet.ts';

const F = declare('dccp', {
  srcport: integer('Source port', { names: PORTS, wireshark: 'dccp.srcport' }),
  dstport: integer('Destination port', { names: PORTS, wireshark: 'dccp.dstport' }),
});

const decodeDccp: Decoder = (packet, span) => {
  const layer = packet.layer('DCCP', span);
  const source = layer.u16(F.srcport);
  const destination = layer.u16(F.dstport);
  packet.say('DCCP', () => `${source} → ${destination}`);
  packet.push(layer, () => `${source} → ${destination}`);
  return layer.goOn(By.Data);
};

export const dccp: Protocol = {
  id: 'dccp',
  name: 'DCCP',
  fields: F,
  decode: decodeDccp,
  places: [{ by: By.Ip, numbers: [33] }],
};
