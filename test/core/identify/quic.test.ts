import { describe, expect, it } from 'vitest';
import { encryptBlock, expandKey, wordAt } from '../../../src/core/identify/crypto/aes128.ts';
import { initialKeys, openInitial } from '../../../src/core/identify/crypto/quic-initial.ts';
import { LongHeader } from '../../../src/core/quic/long-header.ts';
import { hex } from './views.ts';

const words = (text: string): Int32Array => Int32Array.from([0, 4, 8, 12], (at) => wordAt(hex(text), at));

it('AES of one block is that of FIPS 197, appendix C.1', () => {
  const keys = expandKey(words('000102030405060708090a0b0c0d0e0f'));
  const block = words('00112233445566778899aabbccddeeff');
  encryptBlock(keys, block);
  expect(block).toEqual(words('69c4e0d86a7b0430d8cdb78070b4c55a'));
});

describe('Initial packets', () => {
  it('have the keys of RFC 9001, appendix A.1', () => {
    const { iv, header, key } = initialKeys(1, hex('8394c8f03e515708'), 0, 8);
    expect(iv).toEqual(words('fa044b2f42a3fd3b46fb255c00000000').slice(0, 3));
    expect(key.slice(0, 4)).toEqual(words('1f369613dd76d5467730efcbe3b1a22d'));
    expect(header.slice(0, 4)).toEqual(words('9f50449e04a0e810283a1e9933adedd2'));
  });

  it('of any bytes open to something or nothing', () => {
    const keys = initialKeys(1, hex('8394c8f03e515708'), 0, 8);
    const packet = hex('c0 00000001 00 00 00 05 0102030405');
    const header = new LongHeader();
    expect(header.read(packet, 0, packet.length) && header.readLength(true)).toBe(true);
    expect(openInitial(packet, 0, header, keys)).toBeUndefined();
  });
});
