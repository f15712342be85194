import { joinedSecrets, KeyLog, type Secrets } from '../../decrypt/key-log.ts';
import type { KeysInfo } from '../../model/decryption.ts';
import type { ByteSource } from '../../model/reader.ts';
import type { CaptureTables } from '../../tables.ts';
import { findHellos, type FoundHellos } from './find-hellos.ts';

/** Kind of secrets in pcapng that is a TLS key log (draft-ietf-opsawg-pcapng, section 4.7). */
const TLS_KEY_LOG = 0x544c534b;

/** What one capture can be decrypted with: the secrets in its files, and those that a person gave. */
export class SessionKeys {
  private readonly captured = new KeyLog();
  private readonly both: Secrets;
  /** Notes of the capture that were taken in. */
  private taken = 0;
  private hellos: { readonly packets: number; readonly found: Promise<FoundHellos> } | undefined;

  constructor(
    private readonly tables: CaptureTables,
    private readonly bytes: ByteSource,
    private readonly given: KeyLog,
  ) {
    this.both = joinedSecrets(given, this.captured);
  }

  /** All of them, as far as the capture has been read. */
  get secrets(): Secrets {
    const { secrets } = this.tables.facts;
    for (const { kind, text } of secrets.slice(this.taken)) if (kind === TLS_KEY_LOG) this.captured.add(text);
    this.taken = secrets.length;
    return this.both;
  }

  /** How many there are, and how many connections they reach. Rejects (UnreadableBytes) if bytes cannot be had. */
  async info(): Promise<KeysInfo> {
    const { secrets } = this;
    const counts = { given: this.given.size, captured: this.captured.size };
    const packets = this.tables.packets.length;
    if (this.hellos?.packets !== packets) this.hellos = { packets, found: findHellos(this.tables, this.bytes) };
    const { randoms, isPart } = await this.hellos.found;
    const withKeys = randoms.filter((random) => secrets.has(random)).length;
    return { ...counts, connections: { found: randoms.length, withKeys }, isPart };
  }
}
