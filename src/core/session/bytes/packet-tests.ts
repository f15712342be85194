import type { Rows } from '../../model/column.ts';
import { answered, failed, type Failure, type Reply } from '../../model/failure.ts';
import type { FilterProgress, FilterReading } from '../../model/filter-advice.ts';
import type { ByteSource } from '../../model/reader.ts';
import type { PacketIndex } from '../../model/units.ts';
import { compilePcapFilter, parsePcapFilter } from '../../pcap-filter/pcap-filter.ts';
import { findField } from '../../protocols/find-fields.ts';
import type { Field } from '../../protocols/reading/field.ts';
import { byteTerms } from '../../query/filter/byte-terms.ts';
import type { ByteTests, FieldSource } from '../../query/filter/byte-tests.ts';
import type { Comparison, RowPredicate } from '../../query/filter/syntax.ts';
import { wholeKey, wholeTest } from '../../query/filter/whole-texts.ts';
import { ByteScans, type Scan, type ScannedTables } from './byte-scans.ts';
import { FieldValues } from './field-values.ts';
import { PACKET_NAMES } from './known-fields.ts';
import { KeptScans, type Needed, type PassingScan } from './kept-scans.ts';
import { PcapScan } from './pcap-scan.ts';
import { WholeScan } from './whole-scan.ts';

const pcapKey = (expression: string): string => `pcap ${expression}`;

function fieldsNamed(name: string): readonly Field[] {
  return findField(name)?.of ?? [];
}

/** The rows of a table with a packet that fits. */
type RowsOfPackets = (fits: (packet: PacketIndex) => boolean) => RowPredicate;

/**
 * Tests of packets that need their bytes: pcap-filters, decoded fields, Info and all bytes. What a filter asks for is looked for
 * once, all in one pass, then kept while the capture is open.
 */
export class PacketTests {
  private readonly scans: ByteScans;
  private readonly kept = new KeptScans();

  constructor(
    private readonly tables: ScannedTables,
    bytes: ByteSource,
  ) {
    this.scans = new ByteScans(tables, bytes);
  }

  /** Tests for the rows of a table, as far as packets have been looked at. */
  tests(rowsOf: RowsOfPackets): ByteTests {
    return {
      pcap: (expression) => {
        const checked = this.check(expression);
        const passing = this.kept.passing.get(pcapKey(expression))?.passing;
        return checked.ok ? answered(rowsOf((packet) => passing?.has(packet) ?? false)) : checked;
      },
      whole: (comparison) => {
        const checked = wholeTest(comparison);
        const passing = this.kept.passing.get(wholeKey(comparison))?.passing;
        return checked.ok ? answered(rowsOf((packet) => passing?.has(packet) ?? false)) : checked;
      },
      fields: (name) => fieldsNamed(name).map((field) => this.source(field, rowsOf)),
      known: PACKET_NAMES,
    };
  }

  /** Looks at the packets that a filter asks for, as far as that is not done. The failure if it cannot be. */
  async prepare(filter: string, rows: Rows): Promise<Failure | undefined> {
    const needed = this.needed(filter, rows);
    const release = this.kept.hold(needed);
    try {
      // Until all are ready at once: the capture may grow while the next one is worked on.
      for (let scan = this.next(needed); scan !== undefined; scan = this.next(needed)) {
        const failure = await this.scans.run(scan);
        if (failure !== undefined) return failure;
      }
      return undefined;
    } finally {
      release();
    }
  }

  /** What a filter has still to look at; undefined: nothing. */
  reading(filter: string, rows: Rows): FilterReading | undefined {
    const needed = this.needed(filter, rows);
    const fields = needed.fields.filter((values) => values.rows < this.tables.packets.length);
    const waiting = needed.scans.filter((scan) => !this.scans.isDone(scan));
    if (fields.length + waiting.length === 0) return undefined;
    const { capturedBytes } = this.tables.facts;
    const expressions = waiting.filter((scan) => scan instanceof PcapScan).length;
    const whole = waiting.flatMap((scan) => (scan instanceof WholeScan ? [scan.of] : []));
    const ids = [...fields.map(({ field }) => field.id), ...new Set(whole)];
    return { fields: ids, expressions, bytes: capturedBytes };
  }

  /** Packets from the first one that have been looked at for all that a filter asks of bytes. */
  known(filter: string, rows: Rows): number {
    const { scans, fields } = this.needed(filter, rows);
    return [...scans, ...fields].reduce((least, one) => Math.min(least, one.rows), this.tables.packets.length);
  }

  /** undefined if no packets are being looked at. */
  progress(): FilterProgress | undefined {
    return this.scans.progress();
  }

  /** Ends what filters look for in the file; what was found is kept. */
  stop(): void {
    this.scans.stop();
  }

  /** Ends what is under way: another capture is wanted. */
  close(): void {
    this.scans.close();
  }

  /** What a filter asks of packets' bytes. Expressions that are not understood are told by the compiler, with their place. */
  private needed(filter: string, rows: Rows): Needed {
    const { expressions, names, whole } = byteTerms(filter, rows);
    const scans = [
      ...expressions.flatMap((expression) => this.pcapScan(expression) ?? []),
      ...whole.flatMap((comparison) => this.wholeScan(comparison) ?? []),
    ];
    const fields = [...new Set(names.flatMap(fieldsNamed))].map((field) => this.kept.valuesOf(field));
    return { scans, fields };
  }

  private pcapScan(expression: string): PassingScan | undefined {
    return this.scan(pcapKey(expression), () => PcapScan.of(expression, this.tables.facts));
  }

  private wholeScan(comparison: Comparison): PassingScan | undefined {
    return this.scan(wholeKey(comparison), () => {
      const test = wholeTest(comparison);
      return test.ok ? answered(new WholeScan(test.value)) : test;
    });
  }

  /** The scan that is kept by a key, or a new one if it can be made. */
  private scan(key: string, make: () => Reply<PassingScan>): PassingScan | undefined {
    const known = this.kept.passing.get(key);
    if (known !== undefined) return known;
    const scan = make();
    if (scan.ok) this.kept.passing.set(key, scan.value);
    return scan.ok ? scan.value : undefined;
  }

  /** All that is not ready, in one pass over the file. */
  private next({ scans, fields }: Needed): Scan | undefined {
    const waiting: Scan[] = scans.filter((scan) => !this.scans.isDone(scan));
    const behind = fields.filter((values) => values.rows < this.tables.packets.length);
    if (behind.length > 0) waiting.push(this.kept.scanOf(behind));
    return waiting.length === 0 ? undefined : this.kept.passOf(waiting);
  }

  private source(field: Field, rowsOf: RowsOfPackets): FieldSource {
    const values = this.kept.known(field) ?? new FieldValues(field);
    return {
      wireshark: field.wireshark,
      values: values.table(),
      column: values.column(),
      having: (test) => {
        const having = values.having(test);
        return rowsOf((packet) => having.has(packet));
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
}
