import { describe, expect, it } from 'vitest';
import { addressClass } from '../../../../src/core/flows/tags/address-class.ts';
import { chainsTags, flowTags } from '../../../../src/core/flows/tags/flow-tags.ts';
import type { Column, ColumnDescription } from '../../../../src/core/model/column.ts';

/** One row with these texts. */
function columnsOf(texts: Readonly<Record<string, string>>): ReadonlyMap<string, Column> {
  const column = (id: string, text: string): Column => ({
    type: 'dictionary',
    description: { id } as ColumnDescription,
    code: () => 0,
    size: () => 1,
    text: () => text,
  });
  return new Map(Object.entries(texts).map(([id, text]) => [id, column(id, text)]));
}

function tagsOf(texts: Readonly<Record<string, string>>): string {
  const tags = flowTags(columnsOf(texts));
  return tags.text(tags.code(0));
}

function chainsOf(source: string, destination: string, named = false): string {
  const tags = chainsTags(columnsOf({ src_ip: source, dst_ip: destination }), () => named);
  return tags.text(tags.code(0));
}

describe('tags of flows', () => {
  it.each([
    ['10.0.0.1', '192.168.1.1', 'internal'],
    ['172.31.0.1', '8.8.8.8', 'outgoing'],
    ['172.32.0.1', '100.64.1.1', 'incoming'],
    ['1.1.1.1', '2001:db8::1', 'external'],
    ['fe80::1', 'ff02::fb', 'multicast'],
    ['0.0.0.0', '255.255.255.255', 'broadcast'],
  ])('from %s to %s: %s', (source, destination, expected) => {
    expect(tagsOf({ src_ip: source, dst_ip: destination })).toBe(expected);
  });

  it('say what was said, and nothing where the port alone tells', () => {
    const ends = { src_ip: '10.0.0.1', dst_ip: '1.1.1.1' };
    const old = 't10d1516h2_8daaf6152771_e5627efa2ab1';
    expect(tagsOf({ ...ends, application: 'TLS.Google', application_by: 'content, packet 4', ja4: old })).toBe(
      'outgoing encrypted obsolete-tls',
    );
    expect(tagsOf({ ...ends, application: 'HTTP', application_by: 'content, packet 1' })).toBe('outgoing cleartext');
    expect(tagsOf({ ...ends, application: 'TLS', application_by: 'port only' })).toBe('outgoing by-port');
  });

  it('take a broadcast of a subnet by its MAC address', () => {
    expect(tagsOf({ src_ip: '10.0.0.1', dst_ip: '10.0.0.255', dst_mac: 'ff:ff:ff:ff:ff:ff' })).toBe('broadcast');
  });
});

describe('tags as Chains has them', () => {
  it('go by the text of the addresses', () => {
    expect(chainsOf('10.0.0.1', '192.168.1.1')).toBe('internal');
    expect(chainsOf('10.0.0.1', '224.0.0.251')).toBe('internal');
    expect(chainsOf('10.0.0.1', '172.17.0.1')).toBe('outgoing nxdomain');
    expect(chainsOf('1.1.1.1', 'fd00::1', true)).toBe('incoming');
    expect(chainsOf('1.1.1.1', '8.8.8.8')).toBe('nxdomain');
  });
});

it('addresses are of the class that their RFC says', () => {
  const own = [
    '127.0.0.1',
    '169.254.1.1',
    '100.127.0.1',
    '::1',
    'fc00::1',
    'fd12:3456::1',
    'febf::1',
    '::ffff:10.0.0.1',
  ];
  expect(own.map(addressClass)).toEqual(own.map(() => 'own'));
  const open = ['100.128.0.1', '172.15.0.1', '2001:db8::1', 'fec0::1', '11.0.0.1'];
  expect(open.map(addressClass)).toEqual(open.map(() => 'public'));
});
