import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { HpackDecoder } from '../../../src/core/http/h2/hpack.ts';
import { hexToBytes } from '../protocols/packets.ts';

const bytesOf = (hex: string): Uint8Array => hexToBytes(hex.replaceAll(/\s/g, ''));

/** Blocks one after the other, as lines of "name: value". */
function decoded(blocks: readonly string[], decoder = new HpackDecoder()): readonly string[][] {
  return blocks.map((hex) => {
    const { fields, fault } = decoder.decode(bytesOf(hex));
    return [...fields.map(({ name, value }) => `${name}: ${value}`), ...(fault === undefined ? [] : [fault])];
  });
}

const REQUESTS = [
  [':method: GET', ':scheme: http', ':path: /', ':authority: www.example.com'],
  [':method: GET', ':scheme: http', ':path: /', ':authority: www.example.com', 'cache-control: no-cache'],
  [':method: GET', ':scheme: https', ':path: /index.html', ':authority: www.example.com', 'custom-key: custom-value'],
];
const DATE = 'date: Mon, 21 Oct 2013 20:13:21 GMT';
const RESPONSES = [
  [':status: 302', 'cache-control: private', DATE, 'location: https://www.example.com'],
  [':status: 307', 'cache-control: private', DATE, 'location: https://www.example.com'],
  [
    ':status: 200',
    'cache-control: private',
    'date: Mon, 21 Oct 2013 20:13:22 GMT',
    'location: https://www.example.com',
    'content-encoding: gzip',
    'set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1',
  ],
];
/** A table of 256 bytes, as the examples of C.5 and C.6 have it: a size update. */
const SMALL = '3fe101';

describe('header blocks (RFC 7541 appendix C)', () => {
  it.each([
    ['C.2.1', '400a637573746f6d2d6b65790d637573746f6d2d686561646572', 'custom-key: custom-header'],
    ['C.2.2', '040c2f73616d706c652f70617468', ':path: /sample/path'],
    ['C.2.3', '100870617373776f726406736563726574', 'password: secret'],
    ['C.2.4', '82', ':method: GET'],
  ])('%s', (_, hex, line) => {
    expect(decoded([hex])).toEqual([[line]]);
  });

  it.each([
    [
      'C.3',
      [
        '828684410f7777772e6578616d706c652e636f6d',
        '828684be58086e6f2d6361636865',
        '828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565',
      ],
    ],
    [
      'C.4',
      [
        '828684418cf1e3c2e5f23a6ba0ab90f4ff',
        '828684be5886a8eb10649cbf',
        '828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf',
      ],
    ],
  ])('%s: requests', (_, blocks) => {
    expect(decoded(blocks)).toEqual(REQUESTS);
  });

  it.each([
    [
      'C.5',
      [
        `${SMALL}4803333032580770726976617465611d4d6f6e2c203231204f637420323031332032303a31333a323120474d546e17` +
          '68747470733a2f2f7777772e6578616d706c652e636f6d',
        '4803333037c1c0bf',
        '88c1611d4d6f6e2c203231204f637420323031332032303a31333a323220474d54c05a04677a69707738666f6f3d4153444a4b48' +
          '514b425a584f5157454f50495541585157454f49553b206d61782d6167653d333630303b2076657273696f6e3d31',
      ],
    ],
    [
      'C.6',
      [
        `${SMALL}488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9ae82ae43d3`,
        '4883640effc1c0bf',
        '88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7b335dfdfcd5b3960d5af' +
          '27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007',
      ],
    ],
  ])('%s: responses, with entries that are pushed out', (_, blocks) => {
    expect(decoded(blocks)).toEqual(RESPONSES);
  });
});

describe('header blocks that are wrong', () => {
  it.each([
    ['index 0', '80'],
    ['an index beyond the tables', 'be'],
    ['a string beyond the end', '0001618561'],
    ['padding of a byte', '000161821fff'],
    ['padding of zeros', '0001618100'],
    ['the end of a string within it', '00016184ffffffff'],
    ['a number without an end', '7fffffffffff0f'],
    ['an update of the size behind a field', '8220'],
    ['a table of more than a megabyte', '3fe1ffff7f'],
  ])('%s', (_, hex) => {
    expect(decoded([hex])[0]?.at(-1)).toBe('malformed');
  });

  it('keep what came before', () => {
    expect(decoded(['8280'])).toEqual([[':method: GET', 'malformed']]);
  });

  it('unfold to no more than is kept, and the blocks behind are read', () => {
    const entry = `4001617f811d${'78'.repeat(3840)}`;
    const decoder = new HpackDecoder();
    const { fields, fault } = decoder.decode(bytesOf(entry + 'be'.repeat(60_000)));
    expect(fault).toBe('too-large');
    expect(fields.reduce((sum, { value }) => sum + value.length, 0)).toBeLessThan(300_000);
    expect(decoder.decode(bytesOf('82be')).fields).toHaveLength(2);
  });

  it('of a missing block: what is behind it is right, or said to be unknown', () => {
    const decoder = new HpackDecoder();
    decoder.decode(bytesOf('828684410f7777772e6578616d706c652e636f6d'));
    decoder.lose();
    const { fields, unknown } = decoder.decode(bytesOf('828684be4003666f6f03626172be'));
    expect(fields.map(({ name }) => name)).toEqual([':method', ':scheme', ':path', '?', 'foo', 'foo']);
    expect(unknown).toBe(1);
  });

  it('never throw, and never hold more than they may', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 8 }), fc.boolean(), (blocks, isLost) => {
        const decoder = new HpackDecoder();
        for (const block of blocks) {
          if (isLost) decoder.lose();
          const { fields } = decoder.decode(block);
          expect(fields.length).toBeLessThanOrEqual(block.length);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
