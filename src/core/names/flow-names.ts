import type { NameRecord, ToldName } from '../model/names.ts';
import type { AddressTable, FlowEnds } from '../model/packet-table.ts';
import { chooseName, type NameWish } from './choose-name.ts';
import { namesOf, type NameTable } from './name-table.ts';

/** What the names of ends are made from. Flows have other numbers when `ends` is another one. */
export interface FlowNameSources {
  readonly names: NameTable;
  /** Name records of the file, by address. */
  readonly fileNames: ReadonlyMap<string, readonly string[]>;
  readonly addresses: AddressTable;
  readonly ends: FlowEnds;
  readonly flows: number;
  /** Flow of a packet; -1 for none. */
  flowOf(packet: number): number;
  /** Time of a flow’s first packet. */
  firstNs(flow: number): number;
  /** Time of the last packet of the capture. */
  readonly lastNs: number;
  /** Packets and flows are all there. */
  readonly finished: boolean;
}

const UNKNOWN = -2;
const NONE = -1;

/** What is worked out of one state of the sources. */
interface Worked {
  readonly version: number;
  readonly ends: FlowEnds;
  /** Codes of both ends, flow by flow. */
  readonly codes: Int32Array;
  /** Name by which a flow calls its server, with the end that it names. */
  readonly own: ReadonlyMap<number, NameRecord>;
  readonly texts: string[];
  readonly numbers: Map<string, number>;
  readonly ofAddress: Map<number, number>;
  /** Every end has been worked out. */
  complete: boolean;
}

/** The names of the ends of flows, as columns read them: each is worked out when it is first asked for. */
export class FlowNames {
  private worked: Worked | undefined;

  constructor(private readonly sources: FlowNameSources) {}

  /** True if no end has a name: no search need look here. */
  get isEmpty(): boolean {
    const { names, fileNames, finished } = this.sources;
    return !finished || (names.isEmpty && fileNames.size === 0);
  }

  /** Number of the text of an end’s name (0 source, 1 destination); -1 without. */
  code(flow: number, end: 0 | 1): number {
    if (this.isEmpty) return NONE;
    const worked = this.current();
    const at = 2 * flow + end;
    const known = worked.codes[at] ?? NONE;
    if (known !== UNKNOWN) return known;
    return (worked.codes[at] = this.numberOf(worked, this.addressOf(flow, end), this.wishOf(worked, flow, end)));
  }

  /** The same for an address that is the end of no flow. */
  codeOfAddress(id: number): number {
    if (this.isEmpty || id < 0) return NONE;
    const worked = this.current();
    const known = worked.ofAddress.get(id) ?? this.numberOf(worked, this.sources.addresses.text(id), this.alone());
    worked.ofAddress.set(id, known);
    return known;
  }

  /** All texts: whoever tests texts instead of rows asks for their number first, so that no name comes later. */
  size(): number {
    if (this.isEmpty) return 0;
    const worked = this.current();
    if (!worked.complete) this.complete(worked);
    return worked.texts.length;
  }

  text(code: number): string {
    return this.worked?.texts[code] ?? '';
  }

  /** All about the name of an end. */
  told(flow: number, end: 0 | 1): ToldName | undefined {
    if (this.isEmpty) return undefined;
    return this.toldBy(this.addressOf(flow, end), this.wishOf(this.current(), flow, end));
  }

  /** All about the name of an address by itself. */
  toldOfAddress(address: string): ToldName | undefined {
    return this.isEmpty ? undefined : this.toldBy(address, this.alone());
  }

  private complete(worked: Worked): void {
    const { addresses, flows } = this.sources;
    for (let flow = 0; flow < flows; flow++) for (const end of [0, 1] as const) this.code(flow, end);
    for (let id = 0; id < addresses.length; id++) this.codeOfAddress(id);
    worked.complete = true;
  }

  private toldBy(address: string, wish: NameWish): ToldName | undefined {
    const records = this.recordsOf(address);
    const chosen = chooseName(records, wish);
    return chosen && { ...chosen.record, state: chosen.state, ofOther: chosen.ofOther, names: namesOf(records) };
  }

  /** The name, and those of the file beside it. */
  private numberOf({ texts, numbers }: Worked, address: string, wish: NameWish): number {
    const chosen = chooseName(this.recordsOf(address), wish);
    if (chosen === undefined) return NONE;
    const { name, source } = chosen.record;
    const others = source === 'file' ? [] : (this.sources.fileNames.get(address) ?? []).filter((one) => one !== name);
    const text = [name, ...others].join(' ');
    const known = numbers.get(text) ?? texts.length;
    if (known === texts.length) texts.push(text);
    numbers.set(text, known);
    return known;
  }

  private recordsOf(address: string): readonly NameRecord[] {
    const { names, fileNames } = this.sources;
    const ofFile = fileNames.get(address);
    const said = names.of(address);
    return ofFile === undefined || ofFile.length === 0 ? said : [...said, fileRecord(address, ofFile)];
  }

  private addressOf(flow: number, end: 0 | 1): string {
    const { addresses, ends } = this.sources;
    return addresses.text(end === 0 ? ends.source(flow) : ends.destination(flow));
  }

  private wishOf({ own }: Worked, flow: number, end: 0 | 1): NameWish {
    const address = this.addressOf(flow, end);
    const called = own.get(flow);
    return {
      client: this.addressOf(flow, end === 0 ? 1 : 0),
      atNs: this.sources.firstNs(flow),
      own: called?.address === address && called.client !== address ? called : undefined,
    };
  }

  private alone(): NameWish {
    return { client: '', atNs: this.sources.lastNs, alone: true };
  }

  private current(): Worked {
    const { names, ends, flows } = this.sources;
    const { worked } = this;
    if (worked !== undefined && worked.version === names.version && worked.ends === ends) return worked;
    return (this.worked = {
      version: names.version,
      ends,
      codes: new Int32Array(2 * flows).fill(UNKNOWN),
      own: this.ownNames(),
      texts: [],
      numbers: new Map(),
      ofAddress: new Map(),
      complete: false,
    });
  }

  /** The first name by which each flow calls its server. */
  private ownNames(): ReadonlyMap<number, NameRecord> {
    const own = new Map<number, NameRecord>();
    for (const record of this.sources.names.ofServers) {
      const flow = this.sources.flowOf(record.packet);
      if (flow >= 0 && !own.has(flow)) own.set(flow, record);
    }
    return own;
  }
}

function fileRecord(address: string, names: readonly string[]): NameRecord {
  const name = names.join(' ');
  return { address, name, source: 'file', client: '', firstNs: -Infinity, lastNs: Infinity, packet: NONE, chain: [] };
}
