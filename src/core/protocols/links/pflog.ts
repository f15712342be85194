/** OpenBSD packet filter log (LINKTYPE_PFLOG): a header that states its own length, then an IP packet. */
import { decimal, named } from '../reading/format.ts';
import { after } from '../reading/span.ts';
import type { Decoder } from '../reading/packet.ts';

const ACTIONS = ['pass', 'drop', 'scrub', 'no scrub', 'nat', 'no nat', 'binat', 'no binat', 'rdr', 'no rdr'];
const DIRECTIONS = ['in or out', 'in', 'out'];
const INTERFACE_NAME_BYTES = 16;
const DIRECTION_AT = 60;
/** Headers are padded to a multiple of four bytes; the length field does not count the padding. */
const ALIGNMENT = 4;

export const decodePflog: Decoder = (packet, span) => {
  const layer = packet.layer('PF log', span);
  const length = layer.u8('Header length');
  layer.u8('Address family');
  const action = layer.u8(
    'Action',
    named((value) => ACTIONS[value]),
  );
  layer.u8('Reason');
  const name = layer.text('Interface', INTERFACE_NAME_BYTES);
  layer.text('Ruleset', INTERFACE_NAME_BYTES);
  layer.u32('Rule', decimal);
  layer.skip(Math.max(0, DIRECTION_AT - (layer.at - span.start)), 'rule and process numbers');
  const direction = layer.u8(
    'Direction',
    named((value) => DIRECTIONS[value]),
  );
  const padded = Math.ceil(length / ALIGNMENT) * ALIGNMENT;
  layer.skip(Math.max(0, padded - (layer.at - span.start)), 'padding');
  const info = `${ACTIONS[action] ?? `action ${action}`} ${DIRECTIONS[direction] ?? ''} on ${name}`;
  packet.say('PFLOG', info);
  packet.push(layer, info);
  return layer.broken ? undefined : { by: 'ip-version', number: 0, span: after(layer) };
};
