import { describe, expect, it } from 'vitest';
import { hexBytes } from '../../../src/base/text.ts';
import { cipherSuite } from '../../../src/core/decrypt/cipher-suites.ts';
import { bytesOfHex } from '../../../src/core/decrypt/key-log.ts';
import { expandLabel, pseudoRandom } from '../../../src/core/decrypt/key-schedule.ts';
import { tls13Protection } from '../../../src/core/decrypt/protection.ts';
import type { TlsRecord } from '../../../src/core/decrypt/record-reader.ts';

const bytes = (digits: string): Uint8Array => bytesOfHex(digits.replace(/\s/g, ''));

function recordOf(digits: string): TlsRecord {
  const all = bytes(digits);
  const packet = 0;
  return { type: all[0], version: 0x0303, header: all.subarray(0, 5), fragment: all.subarray(5), spans: [], packet };
}

describe('the key schedule of TLS 1.3', () => {
  it('makes the write keys of RFC 8448 section 3', () => {
    const server = bytes('b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38');
    expect(hexBytes(expandLabel('sha256', server, 'key', 16))).toBe('3fce516009c21727d0f2e4e86ee403bc');
    expect(hexBytes(expandLabel('sha256', server, 'iv', 12))).toBe('5d313eb2671276ee13000b30');
    const client = bytes('b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21');
    expect(hexBytes(expandLabel('sha256', client, 'key', 16))).toBe('dbfaa693d1762c5b666af5d950258d01');
    expect(hexBytes(expandLabel('sha256', client, 'iv', 12))).toBe('5bd3c71b836e0b76bb73265f');
  });

  it('opens the application data and the alert of RFC 8448 section 3', () => {
    const suite = cipherSuite(0x1301);
    const secret = bytes('9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5');
    const protection = suite && tls13Protection(suite, secret);
    const data = recordOf(`17 03 03 00 43 a2 3f 70 54 b6 2c 94 d0 af fa fe
      82 28 ba 55 cb ef ac ea 42 f9 14 aa 66 bc ab 3f 2b 98 19 a8 a5 b4 6b 39 5b d5 4a 9a 20 44 1e 2b 62 97 4e 1f
      5a 62 92 a2 97 70 14 bd 1e 3d ea e6 3a ee bb 21 69 49 15 e4`);
    const opened = protection?.open(data, 0);
    expect(opened?.type).toBe(23);
    expect([...(opened?.content ?? [])]).toEqual(Array.from({ length: 50 }, (_, at) => at));
    expect(protection?.open(data, 1)).toBeUndefined();
    const alert = recordOf('17 03 03 00 13 c9 87 27 60 65 56 66 b7 4d 7f f1 15 3e fd 6d b6 d0 b0 e3');
    expect(protection?.open(alert, 1)).toMatchObject({ type: 21, content: Uint8Array.of(1, 0) });
  });
});

describe('the PRF of TLS 1.2', () => {
  it('gives the known answers for SHA-256 and SHA-384', () => {
    // https://www.ietf.org/mail-archive/web/tls/current/msg03416.html
    const secret = bytes('9bbe436ba940f017b17652849a71db35');
    const seed = bytes('a0ba9f936cda311827a6f796ffd5198c');
    expect(hexBytes(pseudoRandom('sha256', secret, 'test label', seed, 100))).toBe(
      'e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af0fa0' +
        '22f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff70187347b66',
    );
    const secret384 = bytes('b80b733d6ceefcdc71566ea48e5567df');
    const seed384 = bytes('cd665cf6a8447dd6ff8b27555edb7465');
    expect(hexBytes(pseudoRandom('sha384', secret384, 'test label', seed384, 148)).slice(0, 64)).toBe(
      '7b0c18e9ced410ed1804f2cfa34a336a1c14dffb4900bb5fd7942107e81c83cd',
    );
  });
});
