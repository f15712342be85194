import { Xxh32 } from '../../../src/core/capture/compression/xxh32.ts';
import { packets, pcap } from '../../fixtures/captures.ts';

/** A few packets of three kinds. */
export const LIST = packets(`
  0.000000 10.0.0.1:5000 > 10.0.0.2:443 SYN
  0.020001 10.0.0.2:443 > 10.0.0.1:5000 SYN+ACK
  0.020500 ARP 10.0.0.1 > 10.0.0.2
  0.030000 10.0.0.1:5000 > 10.0.0.2:443 ACK
  0.040000 fd00::1:6000 > fd00::2:53 UDP 31
  1.500000 10.0.0.1:5000 > 10.0.0.2:443 PSH+ACK "GET / HTTP/1.1"
`);

/** The same packets again and again: 73,784 bytes, more than one block of 64 KiB. */
export const MANY = pcap(Array.from({ length: 160 }, () => LIST).flat());

interface Packed {
  readonly name: string;
  readonly compression: 'zstd' | 'lz4';
  /** In base64. */
  readonly packed: string;
}

/** MANY as zstd 1.5.4 and lz4 1.9.4 write it. */
const PACKED: readonly Packed[] = [
  {
    name: 'zstd, with checksum and size',
    compression: 'zstd',
    // zstd -3 -c
    packed: `
      KLUv/aQ4IAEAVQYA0skgKoDFaQzTB8BcxjROJtIYmIhVAvilEPB0PEO46OD6I35SWlC0Yny1CTFSptSCmi4Mg7zpYdbjUL3jgPZk
      nEp56cYVw2oAHEj/E4DLksdAgYUh43x3qjvPkP6s+KtAyKJN9d1GEDLOf3ttmkX7Tt/9A4efeGtI93+rfxnnv+7svFpGswkcAFAe
      0CsrwA4u861gcOCwaz1OxJn98BEAFuGAh90o2C5pXjCwYhsTQGhm5LwOHLAbBfaF4khCFVhkJLyRIuBdrhuIA14WDqM=
    `,
  },
  {
    name: 'zstd, without either',
    compression: 'zstd',
    // zstd -1 --no-check, from a pipe
    packed: `
      KLUv/QBIJQYA8osjKpCphTWPdy6+nBOtpyOvanuIgKh1AnaVjXxs1DdTS/PCtNQXw43dW0iZApGECGSqqgYIAlUSg4FkqTP5JIAF
      sqjLIHZcGFFwlhEJOP4BY4JyyhRRgISCRV3v57cf+7NM07HN448ngoFK42L2cw4HFnUN3XSxSuN+7OcmGo2w1LG/+5O8RV1vmcyz
      VFhcBBQAUB7QKytgl2/vAg7dx4k4s1+eQ85kHvSD7ZLmhRmY8gF0YF8ojiRUgUWMhPfsXIVBHA==
    `,
  },
  {
    name: 'lz4, dependent blocks with checksums',
    compression: 'lz4',
    // lz4 -9 -B4 -BD -BX --content-size
    packed: `
      BCJNGFxAOCABAAAAAAD76AEAAIbUw7KhAgAEAAEAMAQAAQcAMPFTZQcAEzYEABACDQARAgYA9AwBCABFAAAoAABAAEAGAAAKAAAB
      CgAAAhOIAbtEAFNQAiAAAEYALyFORgAUEAJKAEUBuxOIRgAWEkYAYhRQAAAqAAQACUYAEAZKAEIGBAABEAAiCgC/AAJSAAA6AC8w
      dcYAJhYQgABiQJwAAF0ABAAIRgAwht1gCABZJxFA/QABABsBEACvAhdwADUAJwAAYQEAC98B8VNlIKEHAEQAAABEswABHzazAAoS
      GLMA70dFVCAvIEhUVFAvMS4xzQH/////////////////////////////////////////////////////////////////////////
      ////////////////////////////////////////////////////////////////////////////////////////////////////
      ////////////////////////////////////////////////////////////////////////////////////////////////////
      //////////////////////////////////////////////////////////////////8CUAEKAAACqPjg4yoAAAAPzQH/////////
      /////////////////////////////////0BQUC8xLjFqsCVCAAAAAPFC74Q=
    `,
  },
  {
    name: 'lz4, independent blocks',
    compression: 'lz4',
    // lz4 -1 -B4
    packed: `
      BCJNGGRApxwCAACG1MOyoQIABAABADAEAAENADDxU2UHABM2BAAQAg0AEQIGAPAMAQgARQAAKAAAQABABgAACgAAAQoAAAITiAG7
      JQAAAgAwUAIgBwABRgAiIU5CAABKAAFAAA9GAAUQAkoAQAG7E4g5AAACACZQEkYAYhRQAAAqAAQACUYAkQYAAQgABgQAARYAAIoA
      Ab8AAZgAcgIA8VNlMHV8AA+AAA4APAAKxgAWEIAAYkCcAABdAAQAAWoAA8YAMIbdYG0AQCcRQP0IAAYCABsBEACvAhdwADUAJwAA
      YQEAC7EB8VNlIKEHAEQAAAQACG0AAXkBHzZ5AQoSGLMA4EdFVCAvIEhUVFAvMS4xBwEAmgAAAwEABAANVAAPzQH/////////////
      ////////////////////////////////////////////////////////////////////////////////////////////////////
      ////////////////////////////////////////////////////////////////////////////////////////////////////
      ////////////////////////////////////////////////////////////////////////////////////////////////////
      /////////////////////////+BQAQoAAAImAQAAUxOIAbsAAQAyUAIgCgCS8VNlIU4AADYABAAQAhYAEQIGAPAMAQgARQAAKAAA
      QABABgAACgAAAgoAAAEBuxOIJQAAAgAmUBJGAGIUUAAAKgAEAAFAAARGAJEGAAEIAAYEAAEWABABRAAAPAACUgBiAPFTZTB1fAAA
      hAABJAAEOgAMgAAAPAAZAsYAFhCAAGJAnAAAXQAEAAhGADCG3WBtAEAnEUD9CAAGAgAbARAArwIXcAA1ACcAAGEBAAuxAfFTZSCh
      BwBEAAAEAAhtAAEzARc2MwEOswASGLMA4EdFVCAvIEhUVFAvMS4xBwEAmgAAAwEABAANVAAIhwEOVAAPzQH/////////////////
      //////////////////////9kUFAvMS4xAAAAAPFC74Q=
    `,
  },
  {
    name: 'lz4, legacy frame',
    compression: 'lz4',
    // lz4 -l
    packed: `
      AiFMGCQCAACG1MOyoQIABAABAPMABAABAAAAAPFTZQAAAAA2BABhAgAAAAACBgD0DAEIAEUAACgAAEAAQAYAAAoAAAEKAAACE4gB
      u0YAMlACIAsAX/FTZSFORgAUkgIKAAABAbsTiDsARgAAUBJGAGIUUAAAKgAEAAGGAASMAJEGAAEIAAYEAAEWADIBCgC/AAGYAH8C
      APFTZTB1gAAUDsYAFhCAAGJAnAAAXQAEAAFqAAOAALSG3WAAAAAAJxFA/bcAAgIAGwEQAK8CF3AANQAnAABhAQALsQHxU2UgoQcA
      RAAABAAIbQABeQEfNnkBChIYswDvR0VUIC8gSFRUUC8xLjHNAf//////////////////////////////////////////////////
      ////////////////////////////////////////////////////////////////////////////////////////////////////
      ////////////////////////////////////////////////////////////////////////////////////////////////////
      ////////////////////////////////////////////////////////////////////////////////////////////////////
      ////////////////////////////////WlBQLzEuMQ==
    `,
  },
];

/** What the tools wrote: name, compression, bytes. */
export const PACKED_CAPTURES = PACKED.map(({ name, compression, packed }) => ({
  name,
  compression,
  bytes: new Uint8Array(Buffer.from(packed, 'base64')),
}));

/** A zstd frame of raw blocks, window 128 KiB, without checksum (RFC 8878, section 3.1.1). */
export function zstdFrame(bytes: Uint8Array, blockLength: number): Uint8Array {
  const parts: number[] = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38];
  for (const [block, isLast] of blocks(bytes, blockLength)) {
    const header = (block.length << 3) | (isLast ? 1 : 0);
    parts.push(header & 0xff, (header >> 8) & 0xff, (header >> 16) & 0xff, ...block);
  }
  return Uint8Array.from(parts);
}

/** An LZ4 frame of blocks that are not compressed, with dependent blocks and all checksums. */
export function lz4Frame(bytes: Uint8Array, blockLength: number): Uint8Array {
  const head = [0x54, 0x40];
  const parts: number[] = [0x04, 0x22, 0x4d, 0x18, ...head, (xxh32(Uint8Array.from(head)) >>> 8) & 255];
  for (const [block] of blocks(bytes, blockLength))
    parts.push(...word(block.length, 0x80), ...block, ...whole(xxh32(block)));
  return Uint8Array.from([...parts, ...word(0), ...whole(xxh32(bytes))]);
}

function xxh32(bytes: Uint8Array): number {
  return new Xxh32().add(bytes).digest();
}

function whole(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24];
}

/** A frame that holds no data, for zstd and LZ4 alike. */
export function skippableFrame(length: number): Uint8Array {
  return Uint8Array.from([0x5a, 0x2a, 0x4d, 0x18, ...word(length), ...new Uint8Array(length).fill(0x28)]);
}

function word(value: number, high = 0): number[] {
  return [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, high];
}

function* blocks(bytes: Uint8Array, length: number): Generator<readonly [block: Uint8Array, isLast: boolean]> {
  for (let at = 0; at < bytes.length; at += length)
    yield [bytes.subarray(at, at + length), at + length >= bytes.length];
}
