import type { HashName, MacName } from './key-schedule.ts';

/** How the records of a cipher suite are protected. */
export interface CipherSuite {
  readonly name: string;
  readonly cipher: 'aes-gcm' | 'chacha20-poly1305' | 'aes-cbc';
  readonly keyBytes: 16 | 32;
  /** Hash of the key schedule. */
  readonly hash: HashName;
  /** Of CBC suites only. */
  readonly mac?: MacName;
}

/** A row: protection, hash, MAC, then the suites that have it: how keys are agreed upon, and the number. */
type Family = readonly [string, Omit<CipherSuite, 'name'>, Readonly<Record<string, number>>];

const gcm = (keyBytes: 16 | 32, hash: HashName): Omit<CipherSuite, 'name'> => ({ cipher: 'aes-gcm', keyBytes, hash });
const cbc = (keyBytes: 16 | 32, mac: MacName): Omit<CipherSuite, 'name'> => ({
  cipher: 'aes-cbc',
  keyBytes,
  hash: mac === 'sha384' ? 'sha384' : 'sha256',
  mac,
});
const CHACHA: Omit<CipherSuite, 'name'> = { cipher: 'chacha20-poly1305', keyBytes: 32, hash: 'sha256' };

/** RFC 8446 B.4, 5246 A.5, 5288, 5289, 4492, 5487, 5489, 7905, 8442; https://www.iana.org/assignments/tls-parameters. */
const FAMILIES: readonly Family[] = [
  ['AES_128_GCM_SHA256', gcm(16, 'sha256'), { '': 0x1301 }],
  ['AES_256_GCM_SHA384', gcm(32, 'sha384'), { '': 0x1302 }],
  ['CHACHA20_POLY1305_SHA256', CHACHA, { '': 0x1303 }],
  [
    'AES_128_GCM_SHA256',
    gcm(16, 'sha256'),
    {
      RSA: 0x9c,
      DHE_RSA: 0x9e,
      DH_RSA: 0xa0,
      DHE_DSS: 0xa2,
      DH_DSS: 0xa4,
      DH_anon: 0xa6,
      PSK: 0xa8,
      DHE_PSK: 0xaa,
      RSA_PSK: 0xac,
      ECDHE_ECDSA: 0xc02b,
      ECDH_ECDSA: 0xc02d,
      ECDHE_RSA: 0xc02f,
      ECDH_RSA: 0xc031,
      ECDHE_PSK: 0xd001,
    },
  ],
  [
    'AES_256_GCM_SHA384',
    gcm(32, 'sha384'),
    {
      RSA: 0x9d,
      DHE_RSA: 0x9f,
      DH_RSA: 0xa1,
      DHE_DSS: 0xa3,
      DH_DSS: 0xa5,
      DH_anon: 0xa7,
      PSK: 0xa9,
      DHE_PSK: 0xab,
      RSA_PSK: 0xad,
      ECDHE_ECDSA: 0xc02c,
      ECDH_ECDSA: 0xc02e,
      ECDHE_RSA: 0xc030,
      ECDH_RSA: 0xc032,
      ECDHE_PSK: 0xd002,
    },
  ],
  [
    'CHACHA20_POLY1305_SHA256',
    CHACHA,
    {
      ECDHE_RSA: 0xcca8,
      ECDHE_ECDSA: 0xcca9,
      DHE_RSA: 0xccaa,
      PSK: 0xccab,
      ECDHE_PSK: 0xccac,
      DHE_PSK: 0xccad,
      RSA_PSK: 0xccae,
    },
  ],
  [
    'AES_128_CBC_SHA',
    cbc(16, 'sha1'),
    {
      RSA: 0x2f,
      DH_DSS: 0x30,
      DH_RSA: 0x31,
      DHE_DSS: 0x32,
      DHE_RSA: 0x33,
      DH_anon: 0x34,
      PSK: 0x8c,
      DHE_PSK: 0x90,
      RSA_PSK: 0x94,
      ECDH_ECDSA: 0xc004,
      ECDHE_ECDSA: 0xc009,
      ECDH_RSA: 0xc00e,
      ECDHE_RSA: 0xc013,
      ECDH_anon: 0xc018,
      ECDHE_PSK: 0xc035,
    },
  ],
  [
    'AES_256_CBC_SHA',
    cbc(32, 'sha1'),
    {
      RSA: 0x35,
      DH_DSS: 0x36,
      DH_RSA: 0x37,
      DHE_DSS: 0x38,
      DHE_RSA: 0x39,
      DH_anon: 0x3a,
      PSK: 0x8d,
      DHE_PSK: 0x91,
      RSA_PSK: 0x95,
      ECDH_ECDSA: 0xc005,
      ECDHE_ECDSA: 0xc00a,
      ECDH_RSA: 0xc00f,
      ECDHE_RSA: 0xc014,
      ECDH_anon: 0xc019,
      ECDHE_PSK: 0xc036,
    },
  ],
  [
    'AES_128_CBC_SHA256',
    cbc(16, 'sha256'),
    {
      RSA: 0x3c,
      DH_DSS: 0x3e,
      DH_RSA: 0x3f,
      DHE_DSS: 0x40,
      DHE_RSA: 0x67,
      DH_anon: 0x6c,
      PSK: 0xae,
      DHE_PSK: 0xb2,
      RSA_PSK: 0xb6,
      ECDHE_ECDSA: 0xc023,
      ECDH_ECDSA: 0xc025,
      ECDHE_RSA: 0xc027,
      ECDH_RSA: 0xc029,
      ECDHE_PSK: 0xc037,
    },
  ],
  [
    'AES_256_CBC_SHA256',
    cbc(32, 'sha256'),
    { RSA: 0x3d, DH_DSS: 0x68, DH_RSA: 0x69, DHE_DSS: 0x6a, DHE_RSA: 0x6b, DH_anon: 0x6d },
  ],
  [
    'AES_256_CBC_SHA384',
    cbc(32, 'sha384'),
    {
      PSK: 0xaf,
      DHE_PSK: 0xb3,
      RSA_PSK: 0xb7,
      ECDHE_ECDSA: 0xc024,
      ECDH_ECDSA: 0xc026,
      ECDHE_RSA: 0xc028,
      ECDH_RSA: 0xc02a,
      ECDHE_PSK: 0xc038,
    },
  ],
];

const SUITES: ReadonlyMap<number, CipherSuite> = new Map(
  FAMILIES.flatMap(([ending, how, numbers]) =>
    Object.entries(numbers).map(([agreed, number]): [number, CipherSuite] => [
      number,
      { ...how, name: agreed === '' ? `TLS_${ending}` : `TLS_${agreed}_WITH_${ending}` },
    ]),
  ),
);

/** A cipher suite by its number; undefined if it is not supported. */
export function cipherSuite(number: number): CipherSuite | undefined {
  return SUITES.get(number);
}

/** Suites that a client's early data may have, by the bytes of its secret: the server has not chosen one yet (RFC 8446 section 4.2.10). */
export function earlySuites(secretBytes: number): readonly CipherSuite[] {
  const numbers = secretBytes === 48 ? [0x1302] : [0x1301, 0x1303];
  return numbers.flatMap((number) => SUITES.get(number) ?? []);
}

/** Name of a suite, or its number. */
export function suiteName(number: number): string {
  return SUITES.get(number)?.name ?? `cipher suite 0x${number.toString(16).padStart(4, '0')}`;
}
