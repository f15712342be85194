import { FlowlessReason } from '../../src/core/model/packet-table.ts';
import { TunnelId } from '../../src/core/model/tunnels.ts';
import { short } from '../../src/base/bytes.ts';
import type { DecodedText } from './decode-all.ts';
import type { Pair } from './decoding-fields.ts';

/** Why a field may differ; `fields`: of which it is asked. */
interface Class {
  readonly name: string;
  readonly fields?: RegExp;
  readonly tells: (pair: Pair, values: { readonly ours: string | number; readonly theirs: string }) => boolean;
}

const has = (pair: Pair, name: string): boolean => pair.theirs.around.includes(name);

/** The differences that there are. */
export const CLASSES: readonly Class[] = [
  {
    name: 'tshark does not get so far: the header is cut short or contradicts itself',
    tells: (_pair, { theirs }) => theirs === '' || theirs === 'NaN',
  },
  {
    name: 'tshark reads no TCP header whose own length is below 20 bytes',
    fields: /^TCP/,
    tells: ({ captured, ours }) => (captured.bytes[ours.transportOffset + 12] ?? 0) >> 4 < 5,
  },
  {
    name: 'transport size follows the length in the IP header, as in NFStream, not the one in the UDP header',
    fields: /^UDP length$/,
    tells: ({ captured, ours }, { theirs }) => theirs === `${short(captured.bytes, ours.transportOffset + 4)}`,
  },
  {
    name: 'payload size follows the length in the IP header, though fewer bytes are there',
    fields: /^TCP payload$/,
    tells: (pair, { theirs }) =>
      Number(theirs) < pair.ours.payloadSize && (has(pair, 'pppoes') || endOf(pair.ours) > pair.captured.bytes.length),
  },
  {
    name: 'sizes are modulo 65536, as NFStream keeps them in 16 bits',
    fields: /^TCP payload$/,
    tells: ({ ours }, { theirs }) => Number(theirs) > 0xffff && Number(theirs) % 0x10000 === ours.payloadSize,
  },
  {
    name: 'a tunnel by its port at the source, or by another port that it is known at; tshark has it as UDP',
    fields: /^(source|destination)$/,
    tells: ({ ours, theirs }) => ours.tunnel === TunnelId.Vxlan && theirs.layers.at(-1) === 'udp',
  },
  {
    name: 'Geneve in a packet beyond 64 KiB, with the UDP length 0 that offloaded segmentation leaves',
    fields: /^(source|destination)$/,
    tells: ({ captured, ours, theirs }) =>
      ours.tunnel === TunnelId.Geneve && theirs.layers.at(-1) === 'udp' && captured.wire > 0xffff,
  },
  {
    name: 'VXLAN without the flag that its network identifier is valid is not followed',
    fields: /^(source|destination)$/,
    tells: ({ captured, ours, theirs }) =>
      theirs.around.includes('vxlan') && ((captured.bytes[ours.transportOffset + 8] ?? 0) & 8) === 0,
  },
  {
    name: 'an IPv6 packet without next header, such as a Teredo bubble, is none for NFStream: its tunnel counts it',
    fields: /^(source|destination)$/,
    tells: (pair) => has(pair, 'teredo') && pair.theirs.ofIp('nxt') === '59',
  },
  {
    name: 'GRE of type 0x6400 is EoIP, which has no checksum',
    fields: /^(source|destination)$/,
    tells: ({ captured, ours }) => ours.protocol === 47 && short(captured.bytes, ours.transportOffset + 2) === 0x6400,
  },
  {
    name: 'tshark has the tag of 802.1ad in a field of its own',
    fields: /^VLAN$/,
    tells: (pair) => has(pair, 'ieee8021ad'),
  },
  {
    name: 'tshark does not name the layer of VXLAN-GPE',
    fields: /^tunnel$/,
    tells: ({ ours, theirs }) => ours.tunnel === TunnelId.Vxlan && theirs.around.at(-1) === 'udp',
  },
  {
    name: 'tshark has no layer for a backbone service tag behind 802.1ad',
    fields: /^tunnel$/,
    tells: (pair) => has(pair, 'ieee8021ad') && pair.ours.tunnel === TunnelId.Backbone,
  },
  {
    name: "the MAC addresses are those of 802.11 or of the customer's frame in 802.1ah, for which tshark has other fields",
    fields: /MAC$/,
    tells: (pair) => has(pair, 'wlan') || pair.ours.tunnel === TunnelId.Backbone,
  },
];

function endOf({ transportOffset, transportSize }: DecodedText): number {
  return transportOffset + transportSize;
}

/** Why only one of both may have an IP packet. */
export const ALONE: readonly { readonly name: string; readonly tells: (pair: Pair) => boolean }[] = [
  {
    name: "NFStream's rules leave it out: cut short, IPv6 not captured whole, contradictory lengths or extension headers",
    tells: ({ ours }) => LEFT_OUT.has(ours.reason),
  },
  {
    name: 'the version in the header is neither 4 nor 6',
    tells: ({ ours, theirs }) => ours.reason === FlowlessReason.NotIp && theirs.ofIp('src') === '',
  },
  {
    name: 'an impossible header by its version: what it calls a fragment tshark does not read',
    tells: ({ ours, theirs }) => ours.reason === FlowlessReason.Fragment && theirs.ofIp('src') === '',
  },
  {
    name: 'PPPoE of another version or code is no session data',
    tells: ({ ours, theirs }) => ours.reason === FlowlessReason.NotIp && theirs.around.includes('pppoes'),
  },
  {
    name: "under an unknown ethertype NFStream's rules look for an IP version",
    tells: ({ ours, theirs }) => ours.reason === FlowlessReason.None && /^eth:ethertype$/.test(theirs.layers.join(':')),
  },
  {
    name: 'the link type says that it is IP, and so it is by its version',
    tells: ({ captured, ours }) => ours.reason === FlowlessReason.None && captured.linkType === 229,
  },
  {
    name: 'tshark takes the control word of a pseudo-wire for an address, or an address for the control word',
    tells: ({ ours, theirs }) => ours.tunnel === TunnelId.PseudoWire && theirs.layers.includes('pwethheuristic'),
  },
];
const LEFT_OUT: ReadonlySet<FlowlessReason> = new Set([
  FlowlessReason.TooShort,
  FlowlessReason.BadIpv4,
  FlowlessReason.TruncatedIpv6,
  FlowlessReason.BadIpv6,
  FlowlessReason.BadTunnel,
]);
