import type { NameRecord } from '../model/names.ts';

/** Records kept; what is said beyond that is left out. */
const MOST_RECORDS = 200_000;

type Mutable = { -readonly [Key in keyof NameRecord]: NameRecord[Key] };

/** All names of a capture, by address. Records come in the order of time, or nearly so. */
export class NameTable {
  /** Rises with every change. */
  version = 0;
  /** Records that found no room. */
  omitted = 0;
  private readonly byAddress = new Map<string, Mutable[]>();
  private readonly servers: NameRecord[] = [];
  private records = 0;

  /** Keeps a record; one that says the same as the last of its kind only lasts longer. */
  add(record: NameRecord): void {
    const known = this.byAddress.get(record.address) ?? [];
    const last = known.findLast(({ source, client }) => source === record.source && client === record.client);
    const isSame = last?.name === record.name && record.firstNs <= last.lastNs;
    if (isServer(record)) this.servers.push(record);
    if (isSame && !isServer(record)) last.lastNs = Math.max(last.lastNs, record.lastNs);
    else if (this.records >= MOST_RECORDS) this.omitted++;
    else if (!isSame) this.keep(known, record);
    this.version++;
  }

  /** From this time on an address does not have a name any more. */
  end(address: string, name: string, atNs: number): void {
    for (const record of this.byAddress.get(address) ?? []) {
      if (record.source === 'mdns' && record.name === name) record.lastNs = Math.min(record.lastNs, atNs);
    }
    this.version++;
  }

  /** What is known of an address, in the order in which it was said. */
  of(address: string): readonly NameRecord[] {
    return this.byAddress.get(address) ?? NONE;
  }

  /** Names that clients called a server by, each for one flow: that of its packet. */
  get ofServers(): readonly NameRecord[] {
    return this.servers;
  }

  get isEmpty(): boolean {
    return this.records === 0;
  }

  /** Addresses that have names. */
  get addresses(): number {
    return this.byAddress.size;
  }

  /** Different pairs of address and name. */
  get names(): number {
    let all = 0;
    for (const records of this.byAddress.values()) all += namesOf(records);
    return all;
  }

  /** All records, address by address. */
  *all(): Generator<NameRecord> {
    for (const records of this.byAddress.values()) yield* records;
  }

  private keep(known: Mutable[], record: NameRecord): void {
    known.push({ ...record });
    this.byAddress.set(record.address, known);
    this.records++;
  }
}

const NONE: readonly NameRecord[] = [];

/** How many different names there are in records. */
export function namesOf(records: readonly NameRecord[]): number {
  return new Set(records.map(({ name }) => name)).size;
}

function isServer({ source }: NameRecord): boolean {
  return source === 'tls' || source === 'http';
}
