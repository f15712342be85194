import type { HelloTable } from '../fingerprints/hello-table.ts';
import { UDP } from '../model/ip-protocols.ts';
import { categoryOf } from './categories.ts';
import { Confidence, type FlowState } from './flow-state.ts';
import { Texts } from './texts.ts';

/** The texts of a record, in this order. */
export const IDENTIFIED_TEXTS = [
  'application_name',
  'application_category_name',
  'requested_server_name',
  'client_fingerprint',
  'server_fingerprint',
  'user_agent',
  'content_type',
  'application',
  'application_by',
  'ja4',
] as const;
/** Their places. */
const NAME = 0;
const CATEGORY = 1;
const HOST = 2;
const CLIENT = 3;
const SERVER = 4;
const AGENT = 5;
const CONTENT = 6;
const OWN = 7;
const BY = 8;
const JA4 = 9;
/** Words of a record: those texts, then confidence times two, plus 1 if guessed; then the packets that have decided it. */
const SURE = IDENTIFIED_TEXTS.length;
const LOOKED = SURE + 1;
const WORDS = LOOKED + 1;
/** Records of a chunk, as a power of two. */
const BITS = 10;
const MASK = (1 << BITS) - 1;
/** NFStream cuts names here. */
const MOST_NAME = 39;

/** Codes of what follows from master, service and category. */
interface NameCodes {
  readonly name: number;
  readonly category: number;
  readonly application: number;
}

/** Fingerprints of a column, hashed when they are first read. */
class Prints {
  private readonly codes: number[] = [];
  /** All before this one are hashed. */
  private finished = 0;

  constructor(
    private readonly table: HelloTable,
    private readonly print: (hello: number) => string,
    private readonly texts: Texts,
  ) {}

  code(hello: number): number {
    return (this.codes[hello] ??= this.texts.code(this.print(hello)));
  }

  /** Hashes those of all hellos. */
  finish(): void {
    while (this.finished < this.table.size) this.code(this.finished++);
  }
}

/** What flow records were found to be: codes of texts, of which each column keeps every one once. Rows are record numbers. */
export class IdentifiedFlows {
  /** By place in IDENTIFIED_TEXTS. */
  private readonly texts = IDENTIFIED_TEXTS.map(() => new Texts());
  /** Of the columns that have fingerprints of hellos, which stand in their words as -1 - hello. */
  private readonly prints: ReadonlyMap<number, Prints>;
  private readonly names = new Map<string, Map<string, Map<string, NameCodes>>>();
  /** Codes of "content, packet N". */
  private readonly packetCodes: number[] = [];
  /** Chunks that never move: growing one array would copy all of it again and again. */
  private chunks: Int32Array[] = [];

  constructor(
    private readonly clients: HelloTable,
    private readonly servers: HelloTable,
  ) {
    this.prints = new Map([
      [CLIENT, new Prints(clients, (hello) => clients.ja3(hello), this.texts[CLIENT])],
      [SERVER, new Prints(servers, (hello) => servers.ja3s(hello), this.texts[SERVER])],
      [JA4, new Prints(clients, (hello) => clients.ja4(hello), this.texts[JA4])],
    ]);
  }

  /** About how many bytes the table takes, its texts at two bytes a character and what a map needs. */
  get byteLength(): number {
    const own = this.chunks.length * (WORDS << BITS) * 4 + this.clients.byteLength + this.servers.byteLength;
    return this.texts.reduce((sum, texts) => sum + texts.byteLength, own);
  }

  /** A new record, of which nothing is known yet. */
  clear(record: number): void {
    while (this.chunks.length <= record >>> BITS) this.chunks.push(new Int32Array(WORDS << BITS));
    const at = (record & MASK) * WORDS;
    this.chunks[record >>> BITS].fill(0, at, at + WORDS);
  }

  /** Gives records the words of others: `before[record]` is the number they had; -1 makes it unknown. Returns what `restore` takes. */
  renumber(before: Int32Array): readonly Int32Array[] {
    const old = this.chunks;
    this.chunks = [];
    for (let record = 0; record < before.length; record++) {
      this.clear(record);
      const was = before[record];
      if (was < 0) continue;
      const from = (was & MASK) * WORDS;
      this.chunks[record >>> BITS].set(old[was >>> BITS].subarray(from, from + WORDS), (record & MASK) * WORDS);
    }
    return old;
  }

  /** Takes back `renumber`. */
  restore(chunks: readonly Int32Array[]): void {
    this.chunks = [...chunks];
  }

  /** Keeps what was decided. `looked`: how many first packets decided it; 0 if the record ended before it was decided. */
  set(record: number, flow: FlowState, looked: number): void {
    const { texts } = this;
    const codes = this.namesOf(flow);
    const words = this.chunks[record >>> BITS];
    const at = (record & MASK) * WORDS;
    words[at + NAME] = codes.name;
    words[at + CATEGORY] = codes.category;
    words[at + HOST] = texts[HOST].codeOfBytes(flow.host);
    words[at + CLIENT] = flow.clientHello >= 0 ? -1 - flow.clientHello : texts[CLIENT].code(flow.clientPrint);
    words[at + SERVER] = flow.serverHello >= 0 ? -1 - flow.serverHello : texts[SERVER].code(flow.serverPrint);
    words[at + AGENT] = texts[AGENT].codeOfBytes(flow.userAgent);
    words[at + CONTENT] = texts[CONTENT].codeOfBytes(flow.contentType);
    const own = flow.master === '' ? flow.own : flow.instead;
    words[at + OWN] = own === '' ? codes.application : texts[OWN].code(own);
    words[at + BY] = this.codeOfWay(flow);
    words[at + JA4] = flow.firstHello >= 0 ? -1 - flow.firstHello : 0;
    words[at + SURE] = flow.confidence * 2 + (flow.guessed ? 1 : 0);
    words[at + LOOKED] = looked;
  }

  private namesOf({ master, service, category }: FlowState): NameCodes {
    let services = this.names.get(master);
    if (services === undefined) this.names.set(master, (services = new Map<string, Map<string, NameCodes>>()));
    let categories = services.get(service);
    if (categories === undefined) services.set(service, (categories = new Map<string, NameCodes>()));
    let codes = categories.get(category);
    if (codes === undefined) categories.set(category, (codes = this.makeNames(master, service, category)));
    return codes;
  }

  private makeNames(master: string, service: string, category: string): NameCodes {
    const name = master === '' ? 'Unknown' : service === '' || service === master ? master : `${master}.${service}`;
    const kind = master === '' ? 'Unspecified' : categoryOf(master, service, category);
    return {
      name: this.texts[NAME].codeOfBytes(name.slice(0, MOST_NAME)),
      category: this.texts[CATEGORY].codeOfBytes(kind),
      application: this.texts[OWN].codeOfBytes(name),
    };
  }

  /** How the name was found, in words; "" if there is none. */
  private codeOfWay({ master, own, ownAt, toldAt, confidence, tcp, ipProtocol }: FlowState): number {
    const texts = this.texts[BY];
    if (master === '') return own === '' ? 0 : this.codeOfPacket(ownAt);
    if (confidence === Confidence.ByPort) return texts.code('port only');
    if (confidence === Confidence.FromCache) return texts.code('another flow');
    if (confidence === Confidence.Partial) return texts.code('part of an exchange');
    return tcp || ipProtocol === UDP ? this.codeOfPacket(toldAt) : texts.code('IP protocol');
  }

  private codeOfPacket(packet: number): number {
    return (this.packetCodes[packet] ??= this.texts[BY].code(`content, packet ${packet}`));
  }

  /** Code of a text, by its place in IDENTIFIED_TEXTS. */
  code(record: number, index: number): number {
    const word = this.word(record, index);
    return word >= 0 ? word : (this.prints.get(index)?.code(-1 - word) ?? 0);
  }

  /** Codes that there may be of a column. */
  size(index: number): number {
    this.prints.get(index)?.finish();
    return this.texts[index].size;
  }

  /** The text of a code. */
  text(index: number, code: number): string {
    return this.texts[index].text(code);
  }

  confidence(record: number): number {
    return this.word(record, SURE) >> 1;
  }

  /** 1 if the name was guessed when nothing else was left. */
  guessed(record: number): number {
    return this.word(record, SURE) & 1;
  }

  /** How many first packets decided it; 0 if the record ended before it was decided. */
  looked(record: number): number {
    return this.word(record, LOOKED);
  }

  private word(record: number, index: number): number {
    return this.chunks[record >>> BITS][(record & MASK) * WORDS + index];
  }
}
