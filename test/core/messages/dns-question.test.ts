import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSurelyDns } from '../../../src/core/messages/protocols/dns-question.ts';
import { hexToBytes } from '../protocols/packets.ts';

const QUESTION = '03777777076578616d706c65047465737400' + '00010001';

describe('DNS by its bytes alone', () => {
  it('takes questions, answers and EDNS, and nothing that does not fit', () => {
    const query = hexToBytes(`123401000001000000000000${QUESTION}`);
    expect(isSurelyDns(query)).toBe(true);
    expect(isSurelyDns(hexToBytes(`123401000001000000000001${QUESTION}0000291000000000000000`))).toBe(true);
    expect(isSurelyDns(hexToBytes(`123481800001000100000000${QUESTION}c00c000100010000003c000401020304`))).toBe(true);
    expect(isSurelyDns(hexToBytes(`123481830001000000000000${QUESTION}`))).toBe(true);
    expect(isSurelyDns(query.subarray(0, -1))).toBe(false);
    expect(isSurelyDns(Uint8Array.from([...query, 0]))).toBe(false);
    // An answer within a question, the reserved bit, a type that there is not.
    expect(isSurelyDns(hexToBytes(`123401000001000100000000${QUESTION}c00c000100010000003c000401020304`))).toBe(false);
    expect(isSurelyDns(hexToBytes(`123401400001000000000000${QUESTION}`))).toBe(false);
    expect(isSurelyDns(hexToBytes(`123401000001000000000000${QUESTION.replace(/00010001$/, 'fff00001')}`))).toBe(false);
  });

  it('takes no bytes at random, and throws at none', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => !isSurelyDns(bytes)));
    const query = hexToBytes(`123401000001000000000000${QUESTION}`);
    fc.assert(fc.property(fc.nat(query.length - 1), (length) => !isSurelyDns(query.subarray(0, length))));
  });
});
