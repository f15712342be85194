/** An MPLS label (RFC 3032); what lies under the last one is guessed from its first bits (RFC 4928). */
import { decimal } from '../reading/format.ts';
import { after } from '../reading/span.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder, Next } from '../reading/packet.ts';

const ETHERNET = 1;
const MPLS = 0x8847;
/** A pseudo-wire control word begins with four zero bits (RFC 4385). */
const CONTROL_WORD_BYTES = 4;

export const decodeMpls: Decoder = (packet, span) => {
  const layer = packet.layer('MPLS', span);
  const word = layer.u32('Label', (value) => decimal(value >>> 12));
  layer.note('Traffic class', decimal((word >>> 9) & 7), span.start + 2, 1);
  layer.note('Bottom of stack', decimal((word >>> 8) & 1), span.start + 2, 1);
  layer.note('Time to live', decimal(word & 0xff), span.start + 3, 1);
  const last = (word & 0x100) !== 0;
  const next = layer.broken
    ? undefined
    : last
      ? underStack(layer)
      : ({ by: 'ethertype', number: MPLS, span: after(layer) } as const);
  packet.say('MPLS', `Label ${word >>> 12}`);
  packet.push(layer, `Label ${word >>> 12}${last ? ', bottom of stack' : ''}`);
  return next;
};

function underStack(layer: LayerReader): Next {
  const version = layer.peek() >> 4;
  if (version === 4 || version === 6) return { by: 'ip-version', number: 0, span: after(layer) };
  if (version === 0) {
    layer.raw('Control word', CONTROL_WORD_BYTES);
    return { by: 'link', number: ETHERNET, span: after(layer) };
  }
  return { by: 'data', number: 0, span: after(layer) };
}
