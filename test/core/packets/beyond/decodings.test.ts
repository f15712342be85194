import { describe, expect, it } from 'vitest';
import { DECODINGS } from '../../../../src/core/model/parameters.ts';
import { ethernet, ipv4, ipv6, number, size, tcp, udp } from '../../protocols/packets.ts';
import { lineOf } from './frames.ts';
import { FRAMES } from './inner-packets.ts';

/** NFStream's ways find these too. */
const FOUND_ANYWAY: readonly string[] = ['IPv6 under MPLS'];

describe('what each option opens', () => {
  it.each(Object.entries(FRAMES))('%s', (_name, packet) => {
    expect(lineOf(packet, { decode: [packet.option] })).toBe(packet.line);
  });

  it.each(Object.entries(FRAMES))('%s, and with all options', (_name, packet) => {
    expect(lineOf(packet)).toBe(packet.line);
  });

  it.each(Object.entries(FRAMES))('nothing of %s without it', (name, packet) => {
    const others = DECODINGS.filter((decoding) => decoding !== packet.option);
    const line = lineOf(packet, { decode: others, decodeTunnels: false });
    if (FOUND_ANYWAY.includes(name)) expect(line).toBe(packet.line);
    else expect(line).not.toBe(packet.line);
  });

  it('is tried for every option', () => {
    const tried = new Set(Object.values(FRAMES).map(({ option }) => option));
    expect(DECODINGS.filter((decoding) => !tried.has(decoding))).toEqual([]);
  });
});

describe('what is no IP packet inside', () => {
  const outer = '10.0.0.1:40000 > 10.0.0.2:4789 17';
  const vxlan = (inside: string): string => ethernet(0x0800, ipv4(17, udp(40000, 4789, `0800000000002a00${inside}`)));

  it.each([
    ['ARP', ethernet(0x0806, '0001080006040001')],
    ['an unknown ethertype that looks like IP', ethernet(0x1234, ipv4(17, udp(1, 2, 'ff')))],
    ['a cut header', ethernet(0x0800, '4500')],
    ['IPv6 that is not there as a whole', ethernet(0x86dd, ipv6(17, udp(1, 2, 'ff')).slice(0, -2))],
    ['nothing', ''],
  ])('%s stays with the outer header', (_name, inside) => {
    expect(lineOf({ hex: vxlan(inside) })).toBe(outer);
  });

  it('keeps VLAN and tunnel of the outer header', () => {
    const tagged = ethernet(0x8100, `0009 0800${ipv4(47, `00006558${ethernet(0x8100, '0007 0806 0001')}`)}`);
    expect(lineOf({ hex: tagged })).toBe('10.0.0.1:0 > 10.0.0.2:0 47 vlan 9');
  });

  it('is bounded by the length in the UDP header', () => {
    const frame = ethernet(0x0800, ipv4(17, udp(1, 2, 'ff')));
    const payload = `0800000000002a00${frame}`;
    const short = `9c4012b5 0010 0000${payload}`;
    expect(lineOf({ hex: ethernet(0x0800, ipv4(17, short)) })).toBe(outer);
  });

  it('goes as deep as tunnels nest', () => {
    const inner = ethernet(0x0800, ipv4(47, `00000800${ipv4(17, udp(1, 2, 'ff'))}`));
    expect(lineOf({ hex: vxlan(inner) })).toBe('10.0.0.1:1 > 10.0.0.2:2 17 tunnel 6');
  });
});

describe('PPPoE by its protocol field', () => {
  const session = (ppp: string, head = '1100abcd'): string =>
    ethernet(0x8864, `${head}${number(size(ppp), 2)}${ppp}${'00'.repeat(30)}`);

  it.each([
    ['LCP', session('c021090000084b000000')],
    ['a wrong code', session(`0021${ipv4(17, udp(1, 2, 'ff'))}`, '1109abcd')],
  ])('%s is no IP packet', (_name, hex) => {
    expect(lineOf({ hex })).toBe('NotIp');
  });
});

describe('802.11', () => {
  const frame = (control: string): string =>
    `${control}0000${'020000000001'.repeat(3)}1000aaaa030000000800${ipv4(6, tcp(1, 2, 2, ''))}`;

  it.each([
    ['protected frames', '0841'],
    ['management', '8000'],
    ['management that is sent again', '8008'],
    ['data without data', '4801'],
  ])('%s are not followed', (_name, control) => {
    expect(lineOf({ hex: frame(control), linkType: 105 })).toBe('Wifi');
  });
});
