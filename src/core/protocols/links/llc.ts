/** IEEE 802.2 logical link control, and SNAP (RFC 1042). */
import { decimal, hex, hex16, hex8, named } from '../reading/format.ts';
import { ETHERTYPES } from '../names.ts';
import { after } from '../reading/span.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder, Next, Packet } from '../reading/packet.ts';

const SAPS: ReadonlyMap<number, string> = new Map([
  [0x00, 'null'],
  [0x06, 'IP'],
  [0x42, 'spanning tree'],
  [0x7e, 'X.25'],
  [0xaa, 'SNAP'],
  [0xe0, 'IPX'],
  [0xf0, 'NetBIOS'],
  [0xfe, 'ISO network layer'],
]);

const SNAP = 0xaa;
const CISCO = 0x00000c;
/** Unnumbered frames have one control byte, all others two. */
const UNNUMBERED = 3;

export const decodeLlc: Decoder = (packet, span) => {
  const layer = packet.layer('LLC', span);
  const destination = layer.u8(
    'Destination SAP',
    named((sap) => SAPS.get(sap & 0xfe), hex8),
  );
  const source = layer.u8(
    'Source SAP',
    named((sap) => SAPS.get(sap & 0xfe), hex8),
  );
  readControl(layer);
  if (layer.broken) return end(packet, layer, 'Cut short');
  if (destination === SNAP && source === SNAP) return decodeSnap(packet, layer);
  const name = SAPS.get(destination & 0xfe) ?? `SAP ${hex8(destination)}`;
  end(packet, layer, name);
  return { by: 'llc-sap', number: destination & 0xfe, span: after(layer) };
};

function readControl(layer: LayerReader): void {
  if ((layer.peek() & UNNUMBERED) === UNNUMBERED) layer.u8('Control', hex8);
  else layer.u16('Control', hex16);
}

function decodeSnap(packet: Packet, layer: LayerReader): Next | undefined {
  const organisation = layer.u24('Organisation', (value) => hex(value, 6));
  const number = layer.u16('Type', named(organisation === CISCO ? decimalName : ETHERTYPES, hex16));
  end(packet, layer, 'SNAP');
  if (layer.broken) return undefined;
  return { by: organisation === CISCO ? 'cisco' : 'ethertype', number, span: after(layer) };
}

const CISCO_PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [0x0104, 'PAgP'],
  [0x010b, 'PVST+'],
  [0x0111, 'UDLD'],
  [0x2000, 'CDP'],
  [0x2003, 'VTP'],
  [0x2004, 'DTP'],
]);

function decimalName(value: number): string | undefined {
  return CISCO_PROTOCOLS.get(value);
}

/** Cisco's protocols that have no decoder here: their name on the packet's line, their bytes as data. */
export const decodeCiscoProtocol: Decoder = (packet, span, number) => {
  const name = CISCO_PROTOCOLS.get(number);
  packet.say(name ?? 'Cisco', name ?? `Cisco protocol ${decimal(number)}`);
  return { by: 'data', number: 0, span };
};

function end(packet: Packet, layer: LayerReader, summary: string): undefined {
  packet.say('LLC', summary);
  packet.push(layer, summary);
  return undefined;
}
