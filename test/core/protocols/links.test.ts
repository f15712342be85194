import { describe, expect, it } from 'vitest';
import type { Decoding } from '../../../src/core/model/parameters.ts';
import { takeFields, decodeLayers, describePacket } from '../../../src/core/protocols/decode.ts';
import { LINKS } from '../../../src/core/protocols/links/index.ts';
import type { Layer, LayerField } from '../../../src/core/model/field.ts';
import { FRAMES } from '../packets/beyond/inner-packets.ts';
import { hexToBytes, PACKETS } from './packets.ts';

function layersOf(hex: string, linkType = 1): readonly Layer[] {
  const bytes = hexToBytes(hex);
  return decodeLayers(bytes, linkType, bytes.length);
}

function packetLayers(name: string): readonly Layer[] {
  const { hex, linkType } = PACKETS[name] ?? { hex: '', linkType: -1 };
  return layersOf(hex, linkType);
}

const names = (layers: readonly Layer[]): string => layers.map((layer) => layer.name).join(' / ');
const INNER = 'UDP / Data';
const UDP = 'UDP: 1 → 2 Len=1';

describe('layers and lines of links', () => {
  it.each([
    ['loop', `BSD loopback / IPv6 / ${INNER}`, UDP],
    ['loopbackOfWindows', `BSD loopback / IPv6 / ${INNER}`, UDP],
    ['loopbackEthertype', `BSD loopback / IPv6 / ${INNER}`, UDP],
    ['pppFramed', `PPP / IPv4 / ${INNER}`, UDP],
    ['pppShort', `PPP / IPv6 / ${INNER}`, UDP],
    ['lcp', 'PPP / Data', 'LCP: LCP Echo-Request'],
    ['pppWithDirection', `PPP / IPv4 / ${INNER}`, UDP],
    ['pppOfPppd', `PPP / IPv6 / ${INNER}`, UDP],
    ['hdlcByByte', `Cisco HDLC / IPv6 / ${INNER}`, UDP],
    ['hdlc', `Cisco HDLC / IPv4 / ${INNER}`, UDP],
    ['rawOld', `IPv4 / ${INNER}`, UDP],
    ['rawOpenBsd', `IPv6 / ${INNER}`, UDP],
    ['raw', `IPv6 / ${INNER}`, UDP],
    ['rawIpv6', `IPv6 / ${INNER}`, UDP],
    ['wifi', `802.11 / LLC / IPv4 / ${INNER}`, UDP],
    ['wifiAggregate', `802.11 / LLC / IPv4 / ${INNER}`, UDP],
    ['wifiFourAddresses', `802.11 / LLC / IPv6 / ${INNER}`, UDP],
    ['wifiProtected', '802.11 / Data', '802.11: Data'],
    ['wifiLaterFragment', '802.11 / Data', '802.11: Data'],
    ['wifiAcknowledgement', '802.11', '802.11: Acknowledgement'],
    ['radiotap', `Radiotap / 802.11 / LLC / IPv4 / ${INNER} / Padding`, UDP],
    ['radiotapDamaged', `Radiotap / 802.11 / LLC / IPv4 / ${INNER} / Padding`, UDP],
    ['ppi', `PPI / Ethernet II / IPv4 / ${INNER}`, UDP],
    ['ppiWifi', `PPI / 802.11 / LLC / IPv4 / ${INNER} / Padding`, UDP],
    ['prism', `Prism / 802.11 / LLC / IPv4 / ${INNER}`, UDP],
    ['prismOtherOrder', `Prism / 802.11 / LLC / IPv4 / ${INNER}`, UDP],
    ['avs', `AVS / 802.11 / LLC / IPv4 / ${INNER}`, UDP],
    ['avsUnderPrism', `AVS / 802.11 / LLC / IPv4 / ${INNER}`, UDP],
    ['pflog', `PF log / IPv4 / ${INNER}`, UDP],
    ['nflog', `Netfilter log / IPv4 / ${INNER}`, UDP],
    ['cookedLlc', `Linux cooked capture / LLC / IPv4 / ${INNER}`, UDP],
    ['snap', `IEEE 802.3 / LLC / IPv6 / ${INNER}`, UDP],
    ['ipSap', `IEEE 802.3 / LLC / IPv4 / ${INNER}`, UDP],
    ['cdp', 'IEEE 802.3 / LLC / CDP', 'CDP: Device ID: switch  Port ID: Fa01'],
    ['cdpEthertype', 'Ethernet II / CDP', 'CDP: Device ID: switch  Port ID: Fa01'],
    ['vtp', 'IEEE 802.3 / LLC / Data', 'VTP: VTP'],
    [
      'pvst',
      'IEEE 802.3 / LLC / Spanning tree',
      'RSTP: Topology change, Root = 32768/10/02:00:00:00:00:01  Cost = 4  Port = 0x8003',
    ],
    ['topologyChange', 'IEEE 802.3 / LLC / Spanning tree', 'STP: Topology change notification'],
    ['eoip', `Ethernet II / EoIP / Ethernet II / IPv4 / ${INNER}`, UDP],
    ['backbone', `Ethernet II / 802.1ah service / Ethernet II / IPv6 / ${INNER}`, UDP],
    ['pseudoWire', `Ethernet II / MPLS / Ethernet II / IPv6 / ${INNER}`, UDP],
    ['pseudoWireBare', `Ethernet II / MPLS / Ethernet II / IPv4 / ${INNER}`, UDP],
    ['underNoGuess', 'Ethernet II / MPLS / Data', 'MPLS: Label 32'],
    ['mplsOverIp', `IPv4 / MPLS / IPv4 / ${INNER}`, UDP],
    ['mplsOverUdp', `IPv4 / UDP / MPLS / IPv6 / ${INNER}`, UDP],
    ['padi', 'Ethernet II / PPPoE discovery', 'PPPoE: Active Discovery Initiation (PADI)'],
    ['pppoeOtherCode', `Ethernet II / PPPoE session / PPP / IPv4 / ${INNER}`, UDP],
    ['eapIdentity', 'Ethernet II / EAPOL', 'EAPOL: Response, Identity: user'],
    ['eapolKey', 'Ethernet II / EAPOL', 'EAPOL: Key (message 1 of 4)'],
  ])('%s', (name, layers, line) => {
    expect(names(packetLayers(name))).toBe(layers);
    const { hex, linkType } = PACKETS[name] ?? { hex: '', linkType: -1 };
    const { protocol, info } = describePacket(hexToBytes(hex), linkType);
    expect(`${protocol}: ${info}`).toBe(line);
  });
});

describe('fields of links', () => {
  it.each([
    ['loopback', 'loopback.family', 2, '2 (IPv4)', 0, 4],
    ['loopbackEthertype', 'loopback.type', 0x86dd, '0x86dd (IPv6)', 2, 2],
    ['pppShort', 'ppp.protocol', 0x57, '0x0057 (IPv6)', 0, 1],
    ['lcp', 'ppp.code', 9, '9 (Echo-Request)', 4, 1],
    ['pppWithDirection', 'ppp.direction', 1, '1 (sent)', 0, 1],
    ['pppWithDirection', 'ppp.address', 0xff, '0xff', 1, 1],
    ['pppOfPppd', 'ppp.direction', 0, '0 (received)', 0, 1],
    ['pppOfPppd', 'ppp.control', 3, '0x03', 1, 1],
    ['hdlcByByte', 'chdlc.address', 0x8f, '0x8f (multicast)', 0, 1],
    ['beacon', 'wlan.fc.type_subtype', 8, '0x08 (Beacon)', 0, 1],
    ['beacon', 'wlan.ssid', 'hotel', 'hotel', 38, 5],
    ['wifi', 'wlan.seq', 1, '1', 22, 2],
    ['wifiLaterFragment', 'wlan.frag', 1, '1', 22, 1],
    ['wifiProtected', 'wlan.fc.protected', 1, 'Yes', 1, 1],
    ['wifiAggregate', 'wlan.subframe.len', 37, '37 bytes', 38, 2],
    ['wifiFourAddresses', 'wlan.ta', '02:00:00:00:00:02', '02:00:00:00:00:02', 10, 6],
    ['radiotap', 'radiotap.mactime', 566265752454920, '566265752454920 µs', 8, 8],
    ['radiotap', 'radiotap.flags', 0x30, '0x30 (check sequence at end, padded header)', 16, 1],
    ['radiotap', 'radiotap.datarate', 5.5, '5.5 Mb/s', 17, 1],
    ['radiotap', 'radiotap.dbm_antsignal', -60, '-60 dBm', 22, 1],
    ['ppi', 'ppi.dlt', 1, '1 (Ethernet)', 4, 4],
    ['prism', 'prism.devname', 'wlan0', 'wlan0', 8, 16],
    ['prism', 'prism.channel', 6, '6', 32, 4],
    ['prism', 'prism.signal', -60, '-60', 44, 4],
    ['prismOtherOrder', 'prism.channel', 11, '11', 32, 4],
    ['avs', 'avs.mactime', 2 ** 32 + 2, '4294967298 µs', 8, 8],
    ['avs', 'avs.data_rate', 11, '11 Mb/s', 32, 4],
    ['avs', 'avs.signal', -60, '-60', 48, 4],
    ['avs', 'avs.encoding', 1, '1 (CCK)', 60, 4],
    ['pflog', 'pflog.action', 1, '1 (drop)', 2, 1],
    ['pflog', 'pflog.dir', 1, '1 (in)', 60, 1],
    ['nflog', 'nflog.prefix', 'in', 'in', 16, 3],
    ['cooked', 'sll.pkttype', 4, '4 (sent by this host)', 0, 2],
    ['cooked2', 'sll.ifindex', 2, '2', 4, 4],
    ['snap', 'llc.type', 0x86dd, '0x86dd (IPv6)', 20, 2],
    ['cdp', 'llc.cisco_pid', 0x2000, '0x2000 (CDP)', 20, 2],
    ['cdp', 'cdp.portid', 'Fa01', 'Fa01', 40, 4],
    ['lldp', 'lldp.ttl', 120, '120 s', 32, 2],
    ['lldp', 'lldp.chassis.id', '02:00:00:00:00:01', '02:00:00:00:00:01', 17, 6],
    ['stp', 'stp.root.prio', 32768, '32768', 22, 2],
    ['pvst', 'stp.flags', 0x3d, '0x3d (topology change, learning, forwarding, designated port)', 26, 1],
    ['pvst', 'stp.max_age', 20, '20 s', 51, 2],
    ['eoip', 'eoip.tunnel', 7, '7', 16, 2],
    ['backbone', 'pbb.isid', 0x123456, '1193046', 15, 3],
    ['backbone', 'pbb.dei', 1, 'Yes', 14, 1],
    ['pseudoWire', 'mpls.label', 32, '32', 14, 3],
    ['pseudoWire', 'mpls.control_word', 7, '0x00000007', 18, 4],
    ['pppoe', 'pppoe.session_id', 0xabcd, '0xabcd', 16, 2],
    ['padi', 'pppoe.ac_name', 'ac1', 'ac1', 28, 3],
    ['padi', 'pppoe.tag', 0x103, '0x0103', 31, 2],
    ['eapIdentity', 'eapol.eap.identity', 'user', 'user', 23, 4],
    ['eapolKey', 'eapol.key.info', 0x8a, '0x008a (pairwise, acknowledge)', 19, 2],
  ])('%s: %s', (name, id, value, text, offset, length) => {
    const fields: readonly LayerField[] = packetLayers(name).flatMap((layer) => layer.fields);
    expect(fields.find((field) => field.id === id)).toMatchObject({ id, value, text, offset, length });
  });

  it('passes over what a Prism driver did not fill', () => {
    const fields = packetLayers('prism').flatMap((layer) => layer.fields);
    expect(fields.filter((field) => field.id === 'prism.noise')).toEqual([]);
  });

  it('gives bits of 802.11 to filters that the tree does not show', () => {
    const wanted = new Set(LINKS.flatMap(({ fields }) => Object.values(fields)).filter(({ hidden }) => hidden));
    const taken: string[] = [];
    const { hex, linkType } = PACKETS['wifiFourAddresses'] ?? { hex: '', linkType: -1 };
    const bytes = hexToBytes(hex);
    takeFields(bytes, linkType, bytes.length, { wanted, take: ({ id }, value) => taken.push(`${id} ${value}`) });
    expect(taken).toEqual([
      'wlan.fc.type 2',
      'wlan.fc.subtype 8',
      'wlan.fc.tods 1',
      'wlan.fc.fromds 1',
      'wlan.fc.retry 0',
    ]);
  });

  it('have ids of their own that begin with their protocol’s', () => {
    const ids = LINKS.flatMap(({ id, fields }) => Object.values(fields).map((field) => [id, field.id] as const));
    expect(ids.filter(([protocol, id]) => !id.startsWith(`${protocol}.`))).toEqual([]);
    expect(new Set(ids.map(([, id]) => id)).size).toBe(ids.length);
  });
});

describe('the pane goes where the meter goes', () => {
  const OPTIONS: readonly Decoding[] = [
    'qinq',
    'mpls',
    'pppoe',
    'ppp',
    'sll2',
    'ppi',
    'wifi',
    'loopback',
    'pflog',
    'nflog',
    'snap',
  ];
  const frames = Object.entries(FRAMES).filter(([, { option }]) => OPTIONS.includes(option));

  it.each(frames)('%s', (_name, { hex, linkType, line }) => {
    const layers = layersOf(hex, linkType);
    const last = (pattern: RegExp): readonly LayerField[] =>
      layers.findLast((layer) => pattern.test(layer.name))?.fields ?? [];
    const value = (fields: readonly LayerField[], name: string): string =>
      String(fields.find((field) => field.name === name)?.value);
    const [ip, ports] = [last(/^IPv[46]$/), last(/^(UDP|TCP)$/)];
    const end = (side: string): string => `${value(ip, side)}:${value(ports, `${side} port`)}`;
    expect(line.startsWith(`${end('Source')} > ${end('Destination')} `)).toBe(true);
  });
});
