import { describe, expect, it } from 'vitest';
import { compilePcapFilter, parsePcapFilter } from '../../../src/core/pcap-filter/pcap-filter.ts';

/** Bytes from pairs of hexadecimal digits. */
function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text.replace(/\s/g, '').match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

function passes(filter: string, bytes: Uint8Array, linkType: number): boolean {
  const parsed = parsePcapFilter(filter);
  const test = parsed.ok ? compilePcapFilter(parsed.value, linkType) : parsed;
  if (!test.ok) throw new Error(test.failure.detail);
  return test.value(bytes, 0, bytes.length, bytes.length);
}

const TO_AP = '020000000001 020000000002 020000000003';
const IP = '45000014 00000000 40060000 0a000001 0a000002';
/** QoS data to the distribution system: 26 bytes of header, LLC and SNAP, IPv4. */
const QOS = `8801 0000 ${TO_AP} 0000 0000 aaaa03000000 0800 ${IP}`;
const BEACON = `8000 0000 ffffffffffff 020000000002 020000000002 0000`;
const ACK = 'd400 0000 020000000001';
/** Version, pad, length 9, flags present, no padding. */
const RADIOTAP = '0000 0900 02000000 00';
/** Length 61, IPv4, block, match, em0, rules 3 and 4, inbound, three bytes of padding. */
const PFLOG = `3d020100 ${'656d30'.padEnd(32, '0')} ${''.padEnd(32, '0')} 00000003 00000004 ${''.padEnd(32, '0')} 01 000000`;

describe('802.11', () => {
  it.each([
    ['type data', true, false],
    ['type mgt subtype beacon', false, true],
    ['subtype qos-data', true, false],
    ['dir tods', true, false],
    ['ip and host 10.0.0.1', true, false],
    ['wlan src 02:00:00:00:00:02', true, true],
    ['wlan dst 02:00:00:00:00:03', true, false],
    ['wlan addr1 02:00:00:00:00:01', true, false],
    ['broadcast', false, true],
    ['multicast', false, true],
    ['llc', true, false],
  ])('%s', (filter, data, beacon) => {
    expect(passes(filter, bytesOf(QOS), 105)).toBe(data);
    expect(passes(filter, bytesOf(BEACON), 105)).toBe(beacon);
    expect(passes(filter, bytesOf(`${RADIOTAP} ${QOS}`), 127)).toBe(data);
  });

  it('knows frames with one address', () => {
    expect(passes('wlan addr1 02:00:00:00:00:01', bytesOf(ACK), 105)).toBe(true);
    expect(passes('not wlan addr2 02:00:00:00:00:01', bytesOf(ACK), 105)).toBe(true);
  });

  it('takes over the padding that radiotap announces', () => {
    const padded = `0000 0c00 02000000 20 000000 8801 0000 ${TO_AP} 0000 0000 0000 aaaa03000000 0800 ${IP}`;
    expect(passes('ip host 10.0.0.1', bytesOf(padded), 127)).toBe(true);
    expect(passes('radio[8] = 0x20', bytesOf(padded), 127)).toBe(true);
  });

  it('passes PPI frames of 802.11 only', () => {
    const ppi = (type: string): Uint8Array => bytesOf(`0000 0800 ${type} ${QOS}`);
    expect(passes('ip', ppi('69000000'), 192)).toBe(true);
    expect(passes('len > 0', ppi('01000000'), 192)).toBe(false);
  });
});

describe('the log of pf', () => {
  it.each([
    ['ip host 10.0.0.1', true],
    ['action block', true],
    ['action pass', false],
    ['reason match', true],
    ['ifname em0', true],
    ['on em1', false],
    ['rnr 3 and srnr 4', true],
    ['inbound', true],
    ['outbound', false],
    ['ip6', false],
  ])('%s', (filter, wanted) => expect(passes(filter, bytesOf(`${PFLOG} ${IP}`), 117)).toBe(wanted));
});
