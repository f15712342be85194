import { BitSet } from '../../base/bit-set.ts';
import { answered, failed, type Failure, type Reply } from '../model/failure.ts';
import type { FilterProgress } from '../model/filter-advice.ts';
import type { Question, TableName } from '../model/question.ts';
import type { ByteSource } from '../model/reader.ts';
import { compilePcapFilter, parsePcapFilter, PcapFilter } from '../pcap-filter/pcap-filter.ts';
import type { CaptureTables } from '../tables.ts';
import { pcapExpressions } from '../query/filter/pcap-terms.ts';
import type { PcapTests, RowPredicate } from '../query/filter/syntax.ts';
import { readPackets } from './packet-bytes.ts';

/** Expressions whose packets are kept beside those of the questions at hand. */
const KEPT = 8;
/** Expressions that wait for a newer one; an older one is given up. */
const MOST_WAITING = 3;
/** What is read at once: captured bytes, and rows. */
const CHUNK_BYTES = 8 * 1024 * 1024;
const CHUNK_ROWS = 16_384;
/** pcap-filter reads no further into a packet than libpcap would have captured. */
const MOST_BYTES = 262_144;

/** The packets that pass one expression, among the first `rows` of the table. */
interface PcapSet {
  readonly filter: PcapFilter;
  readonly passing: BitSet;
  rows: number;
}

/**
 * The packets that pass expressions of the pcap-filter language. Their bytes lie in the file, which is read forward once
 * for each expression, in large pieces. One expression is worked on at a time: the newest, so that who changes a filter
 * need not wait for the one before.
 */
export class PcapSets {
  private readonly sets = new Map<string, PcapSet>();
  private readonly running = new Map<string, Promise<Reply<true>>>();
  /** Under way, oldest first. */
  private queue: string[] = [];
  /** Expressions of the questions at hand: an answer needs the packets of all of them at once. */
  private readonly wanted = new Set<readonly string[]>();
  private closed = false;

  constructor(
    private readonly tables: CaptureTables,
    private readonly bytes: ByteSource,
  ) {}

  /** Tests for a compiler that only checks. */
  checkOnly(table: TableName): PcapTests | undefined {
    return this.testsOf(table, () => () => false);
  }

  /** Tests of the rows of a table, as far as packets have been looked at. */
  tests(table: TableName): PcapTests | undefined {
    return this.testsOf(table, (expression) => {
      const passing = table === 'packets' ? this.packets(expression) : this.flows(expression);
      return (row) => passing.has(row);
    });
  }

  /** Looks at the packets that a question asks for, as far as that is not done. The failure if it cannot be. */
  async prepareFor({ table, filter }: Question): Promise<Failure | undefined> {
    const expressions = table === 'matches' ? [] : pcapExpressions(filter);
    this.wanted.add(expressions);
    try {
      return await this.prepareAll(expressions);
    } finally {
      this.wanted.delete(expressions);
    }
  }

  /** Ends what is under way: another capture is wanted. */
  close(): void {
    this.closed = true;
  }

  /** Until all are ready at once: the capture may grow while the next one is worked on. */
  private async prepareAll(expressions: readonly string[]): Promise<Failure | undefined> {
    const faulty = new Set<string>();
    for (;;) {
      const next = expressions.find((expression) => !faulty.has(expression) && !this.isReady(expression));
      if (next === undefined) return undefined;
      const ready = await this.prepare(next);
      // A fault of the expression is told by the compiler, with its place in the filter.
      if (!ready.ok && ready.failure.code === 'bad-question') faulty.add(next);
      else if (!ready.ok) return ready.failure;
    }
  }

  /** Matches have no packets' bytes to test. */
  private testsOf(table: TableName, predicate: (expression: string) => RowPredicate): PcapTests | undefined {
    if (table === 'matches') return undefined;
    return {
      test: (expression) => {
        const checked = this.check(expression);
        return checked.ok ? answered(predicate(expression)) : checked;
      },
    };
  }

  /** Checks an expression without reading a packet: it must be understood for some link type of the capture. */
  private check(expression: string): Reply<true> {
    const parsed = parsePcapFilter(expression);
    if (!parsed.ok) return parsed;
    const linkTypes = new Set(this.tables.facts.interfaces.map(({ linkType }) => linkType));
    let failure: Failure | undefined;
    for (const linkType of linkTypes) {
      const compiled = compilePcapFilter(parsed.value, linkType);
      if (compiled.ok) return answered(true);
      failure ??= compiled.failure;
    }
    return failure === undefined ? answered(true) : failed(failure);
  }

  /** True if every packet of the table has been looked at. */
  private isReady(expression: string): boolean {
    return (this.sets.get(expression)?.rows ?? -1) >= this.tables.packets.length;
  }

  /** Looks at the packets that have not been. Failure: `stopped` if others came first; `bad-question`. */
  private prepare(expression: string): Promise<Reply<true>> {
    const running = this.running.get(expression);
    if (running !== undefined) return running;
    const work = this.evaluate(expression).finally(() => this.running.delete(expression));
    this.running.set(expression, work);
    return work;
  }

  /** The rows of the packet table that pass. */
  private packets(expression: string): BitSet {
    return this.sets.get(expression)?.passing ?? new BitSet();
  }

  /** The flows with a packet that passes. */
  private flows(expression: string): BitSet {
    const { flow, length } = this.tables.packets;
    const passing = this.packets(expression);
    const flows = new BitSet();
    for (let row = 0; row < length; row++) if (flow[row] >= 0 && passing.has(row)) flows.add(flow[row]);
    return flows;
  }

  /** undefined if no packets are being looked at. */
  progress(): FilterProgress | undefined {
    const newest = this.queue.at(-1);
    const set = newest === undefined ? undefined : this.sets.get(newest);
    return set === undefined ? undefined : { done: set.rows, total: this.tables.packets.length };
  }

  private async evaluate(expression: string): Promise<Reply<true>> {
    const set = this.open(expression);
    if (!set.ok) return set;
    this.queue.push(expression);
    const { packets } = this.tables;
    try {
      while (set.value.rows < packets.length) {
        if (this.closed || !(await this.turn(expression))) return failed('stopped');
        await this.readOn(set.value);
      }
      return answered(true);
    } finally {
      this.queue = this.queue.filter((other) => other !== expression);
    }
  }

  private open(expression: string): Reply<PcapSet> {
    const known = this.sets.get(expression);
    if (known !== undefined) return answered(known);
    const filter = PcapFilter.read(expression);
    if (!filter.ok) return filter;
    const set = { filter: filter.value, passing: new BitSet(), rows: 0 };
    this.sets.set(expression, set);
    this.forgetOldest();
    return answered(set);
  }

  private forgetOldest(): void {
    for (const expression of this.sets.keys()) {
      if (this.sets.size <= KEPT) return;
      if (!this.running.has(expression) && !this.isWanted(expression)) this.sets.delete(expression);
    }
  }

  private isWanted(expression: string): boolean {
    return [...this.wanted].some((expressions) => expressions.includes(expression));
  }

  /** Waits while newer expressions are worked on. False: too many came since, this one is given up. */
  private async turn(expression: string): Promise<boolean> {
    for (;;) {
      const place = this.queue.indexOf(expression);
      const newer = this.queue.slice(place + 1);
      if (newer.length > MOST_WAITING) return false;
      const newest = newer.length === 0 ? undefined : this.running.get(newer[newer.length - 1]);
      if (newest === undefined) return true;
      await newest;
    }
  }

  /** The next rows, as many as make a piece. */
  private async readOn(set: PcapSet): Promise<void> {
    const { packets, facts } = this.tables;
    const from = set.rows;
    const rows: number[] = [];
    for (let row = from, bytes = 0; row < packets.length && rows.length < CHUNK_ROWS && bytes < CHUNK_BYTES; row++) {
      rows.push(row);
      bytes += packets.capturedLength(row);
    }
    const pieces = await readPackets(this.bytes, packets, rows, MOST_BYTES);
    for (const [at, row] of rows.entries()) {
      const piece = pieces[at];
      const { linkType, snaplen } = facts.interfaces[packets.interface[row] ?? 0];
      const seen = facts.container.format === 'pcap' && snaplen > 0 ? Math.min(piece.length, snaplen) : piece.length;
      if (set.filter.accepts(piece, 0, seen, packets.wireLength(row), linkType)) set.passing.add(row);
    }
    set.rows = from + rows.length;
  }
}
