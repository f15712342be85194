import { hexBytes } from '../../base/text.ts';
import type { ClosedReason } from '../model/decryption.ts';
import { cipherSuite, earlySuites, type CipherSuite } from './cipher-suites.ts';
import { ENCRYPT_THEN_MAC, type Hello } from './hello.ts';
import type { Secrets } from './key-log.ts';
import { expandLabel, HASH_BYTES, joined, pseudoRandom } from './key-schedule.ts';
import {
  aeadProtection,
  blockSizes,
  cbcProtection,
  tls13Protection,
  type BlockKeys,
  type Protection,
} from './protection.ts';

/** Who of a connection sends. */
export type Role = 'client' | 'server';

/** Both hellos of a handshake. */
export interface Hellos {
  readonly client: Hello;
  readonly server: Hello;
}

export const TLS_1_0 = 0x0301;
export const TLS_1_2 = 0x0303;
export const TLS_1_3 = 0x0304;

/** Stages of TLS 1.3: early data is the client's alone, application keys are followed by their updates. */
export const STAGES = {
  client: { handshake: 1, application: 2 },
  server: { handshake: 0, application: 1 },
} as const;

/** Why a handshake's records cannot be opened at all; undefined if they may be. */
export function whyClosed({ client, server }: Hellos, keys: Secrets): ClosedReason | undefined {
  if (server.version < TLS_1_0 || server.version > TLS_1_3) return 'version';
  if (cipherSuite(server.suite) === undefined) return 'cipher';
  if (server.compression !== 0) return 'compressed';
  const random = hexBytes(client.random);
  if (!keys.has(random)) return 'no-keys';
  if (server.version < TLS_1_3 && keys.secret(random, 'CLIENT_RANDOM') === undefined) return 'no-secret';
  return undefined;
}

/** Keys of one direction of a TLS 1.2 connection, or of an earlier version (RFC 5246 section 6.3); undefined without its master secret. */
export function blockProtection({ client, server }: Hellos, role: Role, keys: Secrets): Protection | undefined {
  const master = keys.secret(hexBytes(client.random), 'CLIENT_RANDOM');
  const suite = cipherSuite(server.suite);
  if (master === undefined || suite === undefined || server.compression !== 0) return undefined;
  const [mac, key, iv] = blockSizes(suite);
  const seed = joined(server.random, client.random);
  const hash = server.version === TLS_1_2 ? suite.hash : 'md5-sha1';
  const block = pseudoRandom(hash, master, 'key expansion', seed, 2 * (mac + key + iv));
  const isServer = role === 'server' ? 1 : 0;
  const part = (from: number, size: number): Uint8Array =>
    block.slice(from + isServer * size, from + isServer * size + size);
  const own: BlockKeys = { mac: part(0, mac), key: part(2 * mac, key), iv: part(2 * (mac + key), iv) };
  if (suite.mac === undefined) return aeadProtection(suite, own);
  const ivInRecord = server.version > TLS_1_0;
  return cbcProtection({ mac: suite.mac, ivInRecord, encryptThenMac: server.extensions.has(ENCRYPT_THEN_MAC) }, own);
}

/** Keys of one direction of a TLS 1.3 connection, stage by stage (RFC 8446 section 7.3). */
export class StagedKeys {
  private readonly made = new Map<number, Protection>();
  private readonly secrets: (Uint8Array | undefined)[] = [];

  /** @param suite the chosen one, once it is known */
  constructor(
    private readonly role: Role,
    private readonly random: string,
    private readonly keys: Secrets,
    private readonly suite: () => CipherSuite | undefined,
  ) {}

  of(stage: number): Protection | undefined {
    const known = this.made.get(stage);
    if (known !== undefined) return known;
    const made = this.make(stage);
    if (made !== undefined) this.made.set(stage, made);
    return made;
  }

  private make(stage: number): Protection | undefined {
    const { handshake, application } = STAGES[this.role];
    if (stage < handshake) return this.early();
    const suite = this.suite();
    if (suite === undefined) return undefined;
    const secret =
      stage < application
        ? this.logged(`${this.role.toUpperCase()}_HANDSHAKE_TRAFFIC_SECRET`)
        : this.applicationSecret(stage - application, suite);
    return secret && tls13Protection(suite, secret);
  }

  /** RFC 8446 section 7.2: each secret is made of the one before, unless the log has it. */
  private applicationSecret(number: number, suite: CipherSuite): Uint8Array | undefined {
    if (number in this.secrets) return this.secrets[number];
    const before = number === 0 ? undefined : this.applicationSecret(number - 1, suite);
    const secret =
      this.logged(`${this.role.toUpperCase()}_TRAFFIC_SECRET_${number}`) ??
      (before && expandLabel(suite.hash, before, 'traffic upd', HASH_BYTES[suite.hash]));
    this.secrets[number] = secret;
    return secret;
  }

  private early(): Protection | undefined {
    const secret = this.logged('CLIENT_EARLY_TRAFFIC_SECRET');
    if (secret === undefined) return undefined;
    const any = earlySuites(secret.length).map((suite) => tls13Protection(suite, secret));
    return {
      open(record, sequence) {
        for (const each of any) {
          const opened = each.open(record, sequence);
          if (opened !== undefined) return opened;
        }
        return undefined;
      },
    };
  }

  private logged(label: string): Uint8Array | undefined {
    return this.keys.secret(this.random, label);
  }
}
