import { describe, expect, it } from 'vitest';
import { ipProtocolName } from '../../../src/core/model/ip-protocols.ts';
import { linkTypeName, linkTypeTitle } from '../../../src/core/model/link-types.ts';

describe('linkTypeName', () => {
  it.each([
    [1, 'ETHERNET', 'Ethernet'],
    [101, 'RAW', 'Raw IP'],
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
