import type { Layer } from '../../../src/core/model/question.ts';

/** What tshark calls a field, and how to read the same from our layers: its values in the order of the layers. */
export type FieldReader = (layers: readonly Layer[]) => readonly string[];

function values(layers: readonly Layer[], layerName: string, fieldName: string): readonly string[] {
  return layers
    .filter((layer) => layer.name === layerName)
    .flatMap((layer) => layer.fields.filter((field) => field.name === fieldName).map((field) => field.value));
}

function field(layer: string, name: string, convert: (value: string) => string = (value) => value): FieldReader {
  return (layers) => values(layers, layer, name).map(convert);
}

function either(layerNames: readonly string[], name: string, convert: (value: string) => string): FieldReader {
  return (layers) =>
    layers
      .filter((layer) => layerNames.includes(layer.name))
      .flatMap((layer) => field(layer.name, name, convert)([layer]));
}

/** "443 (https)" → "443" */
const bare = (value: string): string => value.split(' ')[0] ?? '';
/** "0x02 (SYN)" → "0x0002" */
const flags = (value: string): string => `0x${bare(value).slice(2).padStart(4, '0')}`;
const hex24 = (value: string): string => `0x${Number(value).toString(16).padStart(6, '0')}`;
const same = (value: string): string => value;
const offset = (value: string): string => String(Number(/offset (\d+)/.exec(value)?.[1] ?? 0));

/** Fields of the oracle that must be equal whatever the layers around them. */
export const TSHARK_FIELDS: Readonly<Record<string, FieldReader>> = {
  'eth.src': either(['Ethernet II', 'IEEE 802.3'], 'Source', same),
  'eth.dst': either(['Ethernet II', 'IEEE 802.3'], 'Destination', same),
  'eth.type': field('Ethernet II', 'Type', bare),
  'vlan.id': either(['802.1Q VLAN', '802.1ad provider VLAN'], 'Tag', same),
  'mpls.label': field('MPLS', 'Label'),
  'ip.src': field('IPv4', 'Source'),
  'ip.dst': field('IPv4', 'Destination'),
  'ip.proto': field('IPv4', 'Protocol', bare),
  'ip.id': field('IPv4', 'Identification'),
  'ip.ttl': field('IPv4', 'Time to live'),
  'ip.frag_offset': field('IPv4', 'Flags and offset', offset),
  'ipv6.src': field('IPv6', 'Source'),
  'ipv6.dst': field('IPv6', 'Destination'),
  'ipv6.nxt': field('IPv6', 'Next header', bare),
  'tcp.srcport': field('TCP', 'Source port', bare),
  'tcp.dstport': field('TCP', 'Destination port', bare),
  'tcp.flags': field('TCP', 'Flags', flags),
  'tcp.seq_raw': field('TCP', 'Sequence number'),
  'tcp.ack_raw': field('TCP', 'Acknowledgement number'),
  'tcp.window_size_value': field('TCP', 'Window'),
  'udp.srcport': field('UDP', 'Source port', bare),
  'udp.dstport': field('UDP', 'Destination port', bare),
  'udp.length': field('UDP', 'Length'),
  'sctp.srcport': field('SCTP', 'Source port', bare),
  'sctp.dstport': field('SCTP', 'Destination port', bare),
  'icmp.type': field('ICMP', 'Type', bare),
  'icmp.code': field('ICMP', 'Code', bare),
  'icmpv6.type': field('ICMPv6', 'Type', bare),
  'arp.opcode': field('ARP', 'Operation', bare),
  'gre.proto': field('GRE', 'Protocol', bare),
  'vxlan.vni': field('VXLAN', 'Network identifier'),
  'geneve.vni': field('Geneve', 'Network identifier', hex24),
  'gtp.teid': field('GTP-U', 'Tunnel endpoint'),
  'pppoe.session_id': either(['PPPoE session', 'PPPoE discovery'], 'Session', same),
  'dns.id': field('DNS', 'Transaction'),
  'dhcp.option.dhcp': field('DHCP', 'Message type', bare),
  'ptp.v2.messagetype': field('PTP', 'Message', bare),
  'ptp.v2.sequenceid': field('PTP', 'Sequence number'),
};
