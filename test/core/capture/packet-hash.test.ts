import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { described, END, option, packetBlock, PACKET, section } from '../../fixtures/hostile.ts';
import { readCapture } from './read-capture.ts';

const EPB_FLAGS = 2;
const EPB_HASH = 3;

function crc(bytes: Uint8Array): Buffer {
  const out = Buffer.alloc(4);
  out.writeUInt32LE(crc32(bytes));
  return out;
}

const digest = (name: string): Buffer => createHash(name).update(PACKET).digest();

async function problemsOf(...options: readonly Uint8Array[]): Promise<readonly unknown[]> {
  const packet = packetBlock(2n, Buffer.concat([...options, END]));
  const bytes = Buffer.concat([section(), described(), packetBlock(1n), packet, packetBlock(3n)]);
  const { packets, tables } = await readCapture(bytes);
  expect(packets).toHaveLength(3);
  return tables.summary().problems.map(({ code, packet: before }) => [code, before]);
}

describe('the hash that a pcapng file holds of a packet', () => {
  it.each([
    ['CRC-32', 2, crc(PACKET)],
    ['CRC-32, its bytes the other way round', 2, crc(PACKET).reverse()],
    ['MD5', 3, digest('md5')],
    ['SHA-1', 4, digest('sha1')],
  ])('%s fits or is told', async (_, algorithm, hash) => {
    expect(await problemsOf(option(EPB_HASH, Buffer.concat([Uint8Array.of(algorithm), hash])))).toEqual([]);
    hash.writeUInt8(hash.readUInt8(1) ^ 4, 1);
    expect(await problemsOf(option(EPB_HASH, Buffer.concat([Uint8Array.of(algorithm), hash])))).toEqual([
      ['wrong-hash', 2],
    ]);
  });

  it('is left alone where it cannot be checked', async () => {
    for (const algorithm of [0, 1, 5, 6])
      expect(await problemsOf(option(EPB_HASH, Buffer.concat([Uint8Array.of(algorithm), Buffer.alloc(4)])))).toEqual(
        [],
      );
    expect(await problemsOf(option(EPB_HASH, Uint8Array.of(3, 1, 2)))).toEqual([]);
  });
});

it('errors of the link layer that the interface has seen are told', async () => {
  const flags = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return option(EPB_FLAGS, bytes);
  };
  expect(await problemsOf(flags(0x01000001))).toEqual([['received-damaged', 2]]);
  expect(await problemsOf(flags(1))).toEqual([]);
});
