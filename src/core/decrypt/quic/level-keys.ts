import { earlySuites, type CipherSuite } from '../cipher-suites.ts';
import type { Role } from '../connection-keys.ts';
import type { Secrets } from '../key-log.ts';
import { nextKeys, openPacket, packetKeys, type OpenedPacket, type PacketKeys } from './packet-keys.ts';
import type { QuicVersion } from '../../quic/versions.ts';

/** Levels of encryption behind the Initial one (RFC 9001 section 2.1). */
export type Level = 'early' | 'handshake' | 'application';

/** Labels of the secrets in a key log. */
const LABELS: Readonly<Record<Role, Readonly<Record<Level, string>>>> = {
  client: {
    early: 'CLIENT_EARLY_TRAFFIC_SECRET',
    handshake: 'CLIENT_HANDSHAKE_TRAFFIC_SECRET',
    application: 'CLIENT_TRAFFIC_SECRET_0',
  },
  server: { early: '', handshake: 'SERVER_HANDSHAKE_TRAFFIC_SECRET', application: 'SERVER_TRAFFIC_SECRET_0' },
};

/** Opens the packets that one side of a connection sends, behind its Initial ones. */
export class LevelKeys {
  private readonly made = new Map<Level, readonly PacketKeys[]>();
  /** Largest numbers: handshake, then early and application packets, which share theirs (RFC 9000 section 12.3). */
  private readonly largest = { handshake: -1, application: -1 };
  /** Keys before, of, and behind the phase in force. */
  private phases: readonly (PacketKeys | undefined)[] = [];

  constructor(
    private readonly role: Role,
    private readonly random: string,
    private readonly secrets: Secrets,
    private readonly version: QuicVersion,
    private readonly suite: () => CipherSuite | undefined,
  ) {}

  /** True if the secret of a level is known, and how it is used. */
  has(level: Level): boolean {
    return this.of(level).length > 0;
  }

  /** Opens a packet; undefined if its keys are not known or it is not authentic. */
  open(level: Level, packet: Uint8Array, numberAt: number): OpenedPacket | undefined {
    const space = level === 'handshake' ? 'handshake' : 'application';
    const largest = this.largest[space];
    for (const [phase, keys] of this.candidates(level).entries()) {
      const opened = keys && openPacket(keys, packet, numberAt, largest);
      if (opened === undefined) continue;
      if (level === 'application' && phase === 1) this.update();
      this.largest[space] = Math.max(largest, opened.number);
      return opened;
    }
    return undefined;
  }

  /** Of application packets: the keys in force, those behind them, those before. */
  private candidates(level: Level): readonly (PacketKeys | undefined)[] {
    if (level !== 'application') return this.of(level);
    if (this.phases.length === 0) {
      const [first] = this.of('application');
      if (first === undefined) return [];
      this.phases = [first, nextKeys(first, this.version), undefined];
    }
    return this.phases;
  }

  private update(): void {
    const [before, now] = this.phases;
    this.phases = [now, now && nextKeys(now, this.version), before];
  }

  private of(level: Level): readonly PacketKeys[] {
    const known = this.made.get(level);
    if (known !== undefined) return known;
    const secret = this.secrets.secret(this.random, LABELS[this.role][level]);
    if (secret === undefined) return [];
    const chosen = this.suite();
    const suites = level === 'early' ? earlySuites(secret.length) : chosen === undefined ? [] : [chosen];
    if (suites.length === 0) return [];
    const made = suites.map((suite) => packetKeys(suite, secret, this.version));
    this.made.set(level, made);
    return made;
  }
}
