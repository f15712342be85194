import type { KeyLogReport } from '../model/decryption.ts';

/** A line of a key log: label, the Client Hello's random, the secret (draft-ietf-tls-keylogfile; NSS key log format). */
const LINE = /^([A-Z][A-Z0-9_]{2,63}) ([0-9a-fA-F]{64}) ((?:[0-9a-fA-F]{2}){16,128})$/;
/** Labels that are read. A number behind a traffic secret counts its updates; OpenSSL writes N for each of them. QUIC_ stood before them in drafts of RFC 9001. */
const LABEL =
  /^(?:QUIC_)?((?:CLIENT|SERVER)_(?:HANDSHAKE_TRAFFIC_SECRET|TRAFFIC_SECRET_(?:\d{1,6}|N))|CLIENT_EARLY_TRAFFIC_SECRET|CLIENT_RANDOM|(?:EARLY_)?EXPORTER_(?:MASTER_)?SECRET)$/;
const MASTER_BYTES = 48;
const MOST_UNKNOWN = 20;

/** Secrets of connections, by the random of their Client Hello in hex. */
export interface Secrets {
  /** Secrets in all. */
  readonly size: number;
  /** The secret of a label. */
  secret(random: string, label: string): Uint8Array | undefined;
  /** True if there is any secret of a connection. */
  has(random: string): boolean;
}

/** The secrets of both; where both have one, the first's. */
export function joinedSecrets(first: Secrets, second: Secrets): Secrets {
  return {
    get size() {
      return first.size + second.size;
    },
    secret: (random, label) => first.secret(random, label) ?? second.secret(random, label),
    has: (random) => first.has(random) || second.has(random),
  };
}

/** Secrets out of texts. Kept in memory; nothing writes them anywhere. */
export class KeyLog implements Secrets {
  size = 0;
  private readonly byRandom = new Map<string, Map<string, Uint8Array>>();

  /** Takes in a text; lines that are not understood are passed over and counted. */
  add(text: string): KeyLogReport {
    const before = this.size;
    const randoms = new Set<string>();
    const unknownLines: number[] = [];
    let [understood, unknown] = [0, 0];
    for (const [number, whole] of text.split('\n').entries()) {
      const line = whole.trim();
      if (line === '' || line.startsWith('#')) continue;
      const read = readLine(line);
      if (read === undefined) {
        if (unknown++ < MOST_UNKNOWN) unknownLines.push(number + 1);
        continue;
      }
      understood++;
      randoms.add(read.random);
      this.keep(read);
    }
    return { secrets: this.size - before, connections: randoms.size, understood, unknownLines, unknown };
  }

  /** Forgets all. */
  clear(): void {
    this.byRandom.clear();
    this.size = 0;
  }

  secret(random: string, label: string): Uint8Array | undefined {
    return this.byRandom.get(random)?.get(label);
  }

  has(random: string): boolean {
    return this.byRandom.has(random);
  }

  private keep({ random, label, secret }: LogLine): void {
    const known = this.byRandom.get(random) ?? new Map<string, Uint8Array>();
    if (!known.has(label)) this.size++;
    known.set(label, secret);
    this.byRandom.set(random, known);
  }
}

interface LogLine {
  readonly random: string;
  readonly label: string;
  readonly secret: Uint8Array;
}

function readLine(line: string): LogLine | undefined {
  const [, name = '', random = '', digits = ''] = LINE.exec(line) ?? [];
  const label = LABEL.exec(name)?.[1];
  if (label === undefined) return undefined;
  if (label === 'CLIENT_RANDOM' && digits.length !== 2 * MASTER_BYTES) return undefined;
  return { label, random: random.toLowerCase(), secret: bytesOfHex(digits) };
}

/** Bytes of hexadecimal digits, two each. */
export function bytesOfHex(digits: string): Uint8Array {
  return Uint8Array.from({ length: digits.length / 2 }, (_, at) => parseInt(digits.slice(2 * at, 2 * at + 2), 16));
}
