import { describe, expect, it } from 'vitest';
import type { Layer } from '../../../src/core/model/field.ts';
import { decodeLayers, describePacket } from '../../../src/core/protocols/decode.ts';
import { hexToBytes, PACKETS } from './packets.ts';

function layersOf(name: string): readonly Layer[] {
  const { hex, linkType } = PACKETS[name] ?? { hex: '', linkType: 1 };
  const bytes = hexToBytes(hex);
  return decodeLayers(bytes, linkType, bytes.length);
}

function line(name: string): string {
  const { hex, linkType } = PACKETS[name] ?? { hex: '', linkType: 1 };
  const { protocol, info } = describePacket(hexToBytes(hex), linkType);
  return `${protocol}: ${info}`;
}

/** "id: text" of the fields of the second layer. */
function fields(name: string): readonly string[] {
  return (layersOf(name)[1]?.fields ?? []).map(({ id, text }) => `${id}: ${text}`);
}

describe('neighbours of IP and what it carries', () => {
  it.each([
    ['icmpTooBig', 'ICMP: Destination unreachable (fragmentation needed)'],
    ['icmpv6TooBig', 'ICMPv6: Packet too big, MTU 1280'],
    ['routerAdvertisement', 'ICMPv6: Router advertisement from 02:00:00:00:00:01'],
    ['igmp', 'IGMP: Membership report v3 239.1.2.3 changes to exclude'],
    ['esp', 'ESP: SPI=0x0000abcd Seq=7'],
    ['ospf', 'OSPF: v2 Hello, router 10.0.0.1'],
    ['vrrp', 'VRRP: v2 Advertisement, router 7, priority 100'],
    ['pim', 'PIM: Hello'],
    ['sctp', 'SCTP: 2905 → 2905 COOKIE_ECHO COOKIE_ACK'],
    ['dccp', 'DCCP: 5000 → 5001'],
  ])('%s says', (name, said) => {
    expect(line(name)).toBe(said);
  });

  it.each([
    ['icmpTooBig', ['icmp.type: 3 (Destination unreachable)', 'icmp.code: 4', 'icmp.reason: fragmentation needed']],
    ['icmpTooBig', ['icmp.mtu: 1400 bytes']],
    [
      'routerAdvertisement',
      ['icmpv6.nd.hop_limit: 64', 'icmpv6.nd.ra.flags: 0xc0 (managed addresses, other configuration)'],
    ],
    ['routerAdvertisement', ['icmpv6.nd.lifetime: 1800 s', 'icmpv6.opt.mtu: 1500 bytes']],
    ['igmp', ['igmp.max_resp: 0 s', 'igmp.record.type: 4 (changes to exclude)', 'igmp.source: 10.0.0.5']],
    ['vrrp', ['vrrp.version: 2', 'vrrp.type: 1']],
    ['sctp', ['sctp.tag: 0x00000001', 'sctp.chunk: 10 (COOKIE_ECHO)', 'sctp.chunk.len: 4 bytes']],
  ])('%s has fields', (name, expected) => {
    expect(fields(name)).toEqual(expect.arrayContaining(expected));
  });

  it('shows what an error quotes', () => {
    expect(layersOf('icmpv6TooBig').map(({ name }) => name)).toEqual(['IPv6', 'ICMPv6', 'IPv6', 'UDP', 'Data']);
  });
});
