import { describe, expect, it } from 'vitest';
import { decodeLayers, describePacket } from '../../../src/core/protocols/decode.ts';
import type { Layer } from '../../../src/core/model/field.ts';
import { ethernet, hexToBytes, ipv4, PACKETS, tcp, udp } from './packets.ts';

function layersOf(name: string): readonly Layer[] {
  const packet = PACKETS[name] ?? { linkType: 1, hex: '' };
  const bytes = hexToBytes(packet.hex);
  return decodeLayers(bytes, packet.linkType, bytes.length);
}

function lineOf(name: string): string {
  const packet = PACKETS[name] ?? { linkType: 1, hex: '' };
  const { protocol, info } = describePacket(hexToBytes(packet.hex), packet.linkType);
  return `${protocol}: ${info}`;
}

const names = (layers: readonly Layer[]): string => layers.map((layer) => layer.name).join(' / ');

describe('describePacket', () => {
  it.each([
    ['syn', 'TCP: 51234 → 443 [SYN] Seq=100 Win=64000 Len=0 MSS=1460 SACK_PERM TSval=1 TSecr=0 WS=128'],
    ['http', 'HTTP: GET /a HTTP/1.1'],
    ['tls', 'TLS: Client Hello (SNI=www.example.test)'],
    ['ssh', 'SSH: SSH-2.0-OpenSSH_9.2'],
    ['dnsQuery', 'DNS: Standard query 0xbeef A www.example.test'],
    ['dnsAnswer', 'DNS: Standard query response 0xbeef A www.example.test, 1 answer: A 10.0.0.80'],
    ['arp', 'ARP: Who has 10.0.0.1? Tell 10.0.0.2'],
    ['dhcp', 'DHCP: DHCP Request - Transaction ID 0x00003d1d'],
    ['ntp', 'NTP: NTP Version 4, client, stratum 3'],
    ['ptp', 'PTP: Sync seq=7 time=1694498816.000000001'],
    ['echo', 'ICMP: Echo (ping) request  id=0x0007, seq=1'],
    ['unreachable', 'ICMP: Destination unreachable (port)'],
    ['neighbour', 'ICMPv6: Neighbor solicitation for fe80::1 from 02:00:00:00:00:01'],
    ['fragment', 'IPv4: Fragment of UDP, offset 1480, ID 0x1234'],
    ['beacon', '802.11: Beacon, SSID=hotel'],
    ['lldp', 'LLDP: Chassis ID = 02:00:00:00:00:01  Port ID = eth0  System name = sw1'],
    ['unknown', 'USER0: Unknown link type 147 (Private use 0)'],
  ])('%s', (name, line) => {
    expect(lineOf(name)).toBe(line);
  });
});

describe('decodeLayers', () => {
  it.each([
    ['syn', 'Ethernet II / IPv4 / TCP'],
    ['unreachable', 'Ethernet II / IPv4 / ICMP / IPv4 / UDP'],
    ['qinq', 'Ethernet II / 802.1ad provider VLAN / 802.1Q VLAN / IPv4 / UDP / Data'],
    ['mpls', 'Ethernet II / MPLS / MPLS / IPv4 / UDP / Data'],
    ['pppoe', 'Ethernet II / PPPoE session / PPP / IPv4 / UDP / Data'],
    ['vxlan', 'Ethernet II / IPv4 / UDP / VXLAN / Ethernet II / IPv4 / UDP / Data'],
    ['gre', 'IPv4 / GRE / IPv4 / TCP'],
    ['stp', 'IEEE 802.3 / LLC / Spanning tree'],
    ['cooked', 'Linux cooked capture / IPv4 / UDP / Data'],
    ['cooked2', 'Linux cooked capture 2 / IPv4 / UDP / Data'],
    ['loopback', 'BSD loopback / IPv4 / UDP / Data'],
    ['http', 'Ethernet II / IPv4 / TCP / HTTP / Data'],
  ])('%s', (name, expected) => {
    expect(names(layersOf(name))).toBe(expected);
  });

  it.each(Object.keys(PACKETS))('%s is in order by itself', (name) => {
    const layers = layersOf(name);
    expect(layers.filter((layer) => layer.problem !== undefined)).toEqual([]);
    expect(layers.length).toBeGreaterThan(0);
  });

  it('gives the place of every field', () => {
    const fields = layersOf('syn').at(-1)?.fields ?? [];
    expect(fields.find((field) => field.name === 'Destination port')).toEqual({
      id: 'tcp.dstport',
      name: 'Destination port',
      value: 443,
      text: '443 (https)',
      offset: 36,
      length: 2,
    });
    expect(fields.find((field) => field.name === 'Window scale')).toMatchObject({
      value: 128,
      text: '128',
      offset: 73,
      length: 1,
    });
  });

  it('says where a cut packet ends', () => {
    const whole = hexToBytes(PACKETS['syn']?.hex ?? '');
    const layers = decodeLayers(whole.slice(0, 44), 1, whole.length);
    expect(names(layers)).toBe('Ethernet II / IPv4 / TCP');
    expect(layers.at(-1)?.problem).toBe('Cut short at “Acknowledgement number”: 4 bytes wanted, 2 captured.');
    expect(layers.at(-1)).toMatchObject({ offset: 34, length: 10 });
  });

  it('says when lengths contradict each other', () => {
    const bytes = hexToBytes(ethernet(0x800, ipv4(17, udp(1, 2, 'ff').replace('00020009', '00020063'))));
    expect(decodeLayers(bytes, 1, bytes.length).find((layer) => layer.name === 'UDP')?.problem).toBe(
      'Length 99 is more than the 9 bytes that IP leaves.',
    );
  });

  it('names the bytes after the packet as padding', () => {
    const bytes = hexToBytes(`${ethernet(0x800, ipv4(6, tcp(1, 2, 0x10, '')))}000000000000`);
    expect(decodeLayers(bytes, 1, bytes.length).at(-1)).toMatchObject({ name: 'Padding', offset: 54, length: 6 });
  });

  it('survives names that point in a circle', () => {
    const bytes = hexToBytes(ethernet(0x800, ipv4(17, udp(53, 9, 'beef01000001000000000000c00c00010001'))));
    expect(decodeLayers(bytes, 1, bytes.length).find((layer) => layer.name === 'DNS')?.problem).toContain('circle');
  });
});
