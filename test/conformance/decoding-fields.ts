import { TunnelId } from '../../src/core/model/tunnels.ts';
import type { CapturedPacket } from './capture-packets.ts';
import type { DecodedText } from './decode-all.ts';
import type { TsharkPacket } from './tshark-packets.ts';

/** One packet, as we and tshark decode it. */
export interface Pair {
  readonly captured: CapturedPacket;
  readonly ours: DecodedText;
  readonly theirs: TsharkPacket;
}

/** A field of both; "" for theirs where tshark does not get so far. undefined: not a packet to compare it of. */
type FieldReader = (pair: Pair) => { readonly ours: string | number; readonly theirs: string } | undefined;

/** What is compared of a packet that both take for IP. */
export const FIELDS: Readonly<Record<string, FieldReader>> = {
  source: ({ ours, theirs }) => ({ ours: ours.source, theirs: theirs.ofIp('src') }),
  destination: ({ ours, theirs }) => ({ ours: ours.destination, theirs: theirs.ofIp('dst') }),
  // Of IPv6 tshark's column has the fixed header's next header, which an extension header may be.
  protocol: whereSame(({ ours, theirs }) =>
    theirs.inside.some((name) => name === 'ah' || name === 'mipv6' || name.startsWith('ipv6.'))
      ? undefined
      : { ours: ours.protocol, theirs: theirs.ofIp(theirs.network === 'ip' ? 'proto' : 'nxt') },
  ),
  hops: whereSame(({ ours, theirs }) =>
    theirs.network === 'ip' ? { ours: ours.ttl, theirs: theirs.ofIp('ttl') } : undefined,
  ),
  'source port': transport(['tcp', 'udp', 'sctp'], 'srcport', ({ sourcePort }) => sourcePort),
  'destination port': transport(['tcp', 'udp', 'sctp'], 'dstport', ({ destinationPort }) => destinationPort),
  'UDP length': transport(['udp'], 'length', ({ transportSize }) => transportSize),
  'TCP payload': transport(['tcp'], 'len', ({ payloadSize }) => payloadSize),
  'TCP flags': whereSame(({ ours, theirs }) =>
    theirs.transport === 'tcp'
      ? { ours: ours.tcpFlags, theirs: `${parseInt(theirs.ofTransport('tcp.flags'), 16) & 0xff}` }
      : undefined,
  ),
  'TCP sequence': transport(['tcp'], 'seq_raw', ({ sequence }) => sequence),
  'TCP acknowledgement': transport(['tcp'], 'ack_raw', ({ acknowledgement }) => acknowledgement),
  'TCP window': transport(['tcp'], 'window_size_value', ({ window }) => window),
  VLAN: whereSame(({ ours, theirs }) => ({ ours: ours.vlan, theirs: theirs.ofLink('vlan', 'vlan.id') ?? '0' })),
  tunnel: whereSame(({ ours, theirs }) => ({ ours: ours.tunnel, theirs: `${tunnelOf(theirs)}` })),
  'source MAC': mac('eth.src', ({ sourceMac }) => sourceMac),
  'destination MAC': mac('eth.dst', ({ destinationMac }) => destinationMac),
};

/** Compared only where both are of the same IP packet: what lies in another one is counted once, as its address. */
function whereSame(read: FieldReader): FieldReader {
  return (pair) => (pair.ours.source === pair.theirs.ofIp('src') ? read(pair) : undefined);
}

function transport(names: readonly string[], field: string, read: (packet: DecodedText) => number): FieldReader {
  return whereSame(({ ours, theirs }) => {
    const { transport: name } = theirs;
    return names.includes(name) ? { ours: read(ours), theirs: theirs.ofTransport(`${name}.${field}`) } : undefined;
  });
}

function mac(field: string, read: (packet: DecodedText) => string): FieldReader {
  return whereSame(({ ours, theirs }) => {
    const value = theirs.ofLink('eth', field);
    return value === undefined ? undefined : { ours: read(ours), theirs: value };
  });
}

const TUNNELS: readonly (readonly [RegExp, TunnelId])[] = [
  [/gtp$/, TunnelId.GtpU],
  [/capwap\.data$/, TunnelId.Capwap],
  [/l2tp$/, TunnelId.L2tp],
  [/vxlan$/, TunnelId.Vxlan],
  [/gre$/, TunnelId.Gre],
  [/geneve$/, TunnelId.Geneve],
  [/erspan$/, TunnelId.Erspan],
  [/(teredo|ayiya)$/, TunnelId.Teredo],
  [/pweth(cw|nocw)$/, TunnelId.PseudoWire],
  [/ieee8021ah$/, TunnelId.Backbone],
  [/etherip$/, TunnelId.EtherIp],
  [/(ip|ipv6|udp):mpls$/, TunnelId.Mpls],
];

/** The innermost tunnel among tshark's layers. */
function tunnelOf({ around }: TsharkPacket): TunnelId {
  for (let length = around.length; length > 0; length--) {
    const head = around.slice(0, length).join(':');
    const found = TUNNELS.find(([ending]) => ending.test(head));
    if (found !== undefined) return found[1];
  }
  return TunnelId.None;
}
