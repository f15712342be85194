/** NFStream's names of what a flow and a packet have, as types; those of one word after the other are the same in camelCase. */

type Scope = 'bidirectional' | 'src2dst' | 'dst2src';
type Statistic = 'min' | 'mean' | 'stddev' | 'max';
type Flag = 'syn' | 'cwr' | 'ece' | 'urg' | 'ack' | 'psh' | 'rst' | 'fin';

type FlowNumber =
  | 'id'
  | 'src_port'
  | 'dst_port'
  | 'protocol'
  | 'ip_version'
  | 'vlan_id'
  | 'tunnel_id'
  | `${Scope}_${'first_seen_ms' | 'last_seen_ms' | 'duration_ms' | 'packets' | 'bytes'}`
  | `${Scope}_${Statistic}_${'ps' | 'piat_ms'}`
  | `${Scope}_${Flag}_packets`;
type FlowText = `${'src' | 'dst'}_${'ip' | 'mac' | 'oui'}`;
type FlowList = `splt_${'direction' | 'ps' | 'piat_ms'}`;

type PacketNumber =
  | 'time_ms'
  | 'delta_time'
  | 'direction'
  | 'raw_size'
  | 'ip_size'
  | 'transport_size'
  | 'payload_size'
  | 'src_port'
  | 'dst_port'
  | 'ip_protocol'
  | 'vlan_id'
  | 'ip_version'
  | 'tunnel_id';
type PacketFlag = 'cwr' | 'ece';

/** `src_ip` as `srcIp`. */
type Camel<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Name;
type Named<Names extends string, Value> = { readonly [Name in Names | Camel<Names>]: Value };

/** What a flow has: NFStream's columns, as they stand with the packet at hand. */
export type NfstreamFlow = Named<FlowNumber, number> & Named<FlowText, string> & Named<FlowList, readonly number[]>;

/** What a packet has besides: NFStream's names of an NFPacket. */
export type NfstreamPacket = Named<PacketNumber, number> & Named<FlowText, string> & Named<PacketFlag, boolean>;
