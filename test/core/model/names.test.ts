import { describe, expect, it } from 'vitest';
import { ETHERTYPES, ethertypeName } from '../../../src/core/model/ethertypes.ts';
import { ipProtocolName, ipProtocolNumber } from '../../../src/core/model/ip-protocols.ts';
import { linkTypeName, linkTypeTitle } from '../../../src/core/model/link-types.ts';
import { PORTS } from '../../../src/core/model/ports.ts';
import { believedSnaplen } from '../../../src/core/model/snaplen.ts';

describe('linkTypeName', () => {
  it.each([
    [1, 'ETHERNET', 'Ethernet'],
    [101, 'RAW', 'Raw IP'],
    [162, 'USER15', 'Private use 15'],
    [276, 'LINUX_SLL2', 'Linux cooked capture 2'],
  ])('%i', (linkType, name, title) => {
    expect(linkTypeName(linkType)).toEqual({ name, title });
  });

  it('says so when a number has no name', () => {
    expect(linkTypeName(9999)).toBeUndefined();
    expect(linkTypeTitle(9999)).toBe('link type 9999');
  });
});

describe('ipProtocolName', () => {
  it.each([
    [6, 'TCP'],
    [17, 'UDP'],
    [58, 'ICMPv6'],
    [132, 'SCTP'],
    [253, 'IP 253'],
  ])('%i is %s', (protocol, name) => {
    expect(ipProtocolName(protocol)).toBe(name);
  });
});

it('finds IP protocols by name, however it is written', () => {
  for (let protocol = 0; protocol < 256; protocol++)
    expect(ipProtocolNumber(ipProtocolName(protocol))).toBe(
      ipProtocolName(protocol).startsWith('IP ') ? undefined : protocol,
    );
  expect(ipProtocolNumber('icmpV6')).toBe(58);
});

it('names ethertypes', () => {
  expect([0x0800, 0x86dd, 0x88a8, 0x1234].map(ethertypeName)).toEqual([
    'IPv4',
    'IPv6',
    'VLAN, provider',
    'ethertype 0x1234',
  ]);
  expect([...ETHERTYPES.keys()].every((type) => type > 0 && type <= 0xffff)).toBe(true);
});

it('names ports', () => {
  expect([7, 53, 443, 4789, 51820].map((port) => PORTS.get(port))).toEqual([
    'echo',
    'domain',
    'https',
    'vxlan',
    'wireguard',
  ]);
  expect([...PORTS].every(([port, name]) => port > 0 && port < 65_536 && /^[a-z0-9-]+$/.test(name))).toBe(true);
});

it.each([
  [0, 262_144],
  [96, 96],
  [0x7fff_ffff, 0x7fff_ffff],
  [0xffff_ffff, 262_144],
])('believes a snaplen of %d to be %d', (stated, believed) => expect(believedSnaplen(stated)).toBe(believed));
