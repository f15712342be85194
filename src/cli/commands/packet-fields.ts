import { textColumn } from '../../core/export/text-column.ts';
import type { Column } from '../../core/model/column.ts';
import { answered, type Reply } from '../../core/model/failure.ts';
import { findField, fieldsNear } from '../../core/protocols/find-fields.ts';
import type { Field } from '../../core/protocols/reading/field.ts';
import { byteTerms } from '../../core/query/filter/byte-terms.ts';
import type { ByteTests } from '../../core/query/filter/byte-tests.ts';
import type { Comparison, RowPredicate } from '../../core/query/filter/syntax.ts';
import { wholeKey, wholeTest } from '../../core/query/filter/whole-texts.ts';
import { ScannedPacket } from '../../core/session/bytes/byte-scans.ts';
import { FieldScan } from '../../core/session/bytes/field-scan.ts';
import { BETWEEN, FieldValues } from '../../core/session/bytes/field-values.ts';
import { PACKET_NAMES } from '../../core/session/bytes/known-fields.ts';
import { WholeScan } from '../../core/session/bytes/whole-scan.ts';
import { describeDecoded } from '../../core/session/field-texts.ts';
import type { CaptureTables } from '../../core/tables.ts';
import type { SeenPacket } from '../capture-output.ts';
import { UsageError } from '../usage-error.ts';

/** What a filter or `--fields` asks of packets' bytes: values of decoded fields, Info, all bytes; taken while they are read. */
export class PacketFields {
  /** True if nothing is asked of bytes: packets need not be looked at. */
  readonly isEmpty: boolean;
  /** Tests for `--filter`; they hold for every packet that was looked at. */
  readonly tests: ByteTests;
  private readonly values: ReadonlyMap<Field, FieldValues>;
  private readonly scan: FieldScan;
  private readonly packet = new ScannedPacket();
  /** By the comparison as it is written. */
  private readonly wholes = new Map<string, WholeScan>();

  /** Throws UsageError for a name in `columns` that is no field. */
  constructor(
    private readonly tables: CaptureTables,
    filter: string,
    private readonly names: readonly string[],
  ) {
    for (const name of names) checkName(name);
    const terms = byteTerms(filter, tables.packetTable);
    for (const comparison of terms.whole) {
      const test = wholeTest(comparison);
      if (test.ok) this.wholes.set(wholeKey(comparison), new WholeScan(test.value));
    }
    const asked = [...terms.names, ...names].flatMap(fieldsNamed);
    this.values = new Map(asked.map((field) => [field, new FieldValues(field)]));
    this.isEmpty = this.values.size + this.wholes.size === 0;
    this.scan = new FieldScan([...this.values.values()]);
    this.tests = {
      whole: (comparison) => this.whole(comparison),
      fields: (name) => fieldsNamed(name).map((field) => this.source(field)),
      known: PACKET_NAMES,
    };
  }

  /** Looks at a packet that was just taken. */
  look({ row, bytes, wireLength, from }: SeenPacket): void {
    const { linkType, snaplen } = this.tables.facts.interfaces[from];
    const { packet } = this;
    Object.assign(packet, { row, bytes, end: bytes.length, wireLength, linkType, snaplen });
    this.scan.look(packet);
    for (const whole of this.wholes.values()) whole.look(packet);
  }

  /** A column for each name of `--fields`: the values of a packet with commas between. */
  columns(): readonly Column[] {
    return this.names.flatMap((name) => {
      const description = describeDecoded(name);
      if (description === undefined) return [];
      const values = fieldsNamed(name).flatMap((field) => this.values.get(field) ?? []);
      const text = (row: number): string =>
        values
          .map((one) => one.textOf(row))
          .filter((one) => one !== '')
          .join(BETWEEN);
      return [textColumn(description, text)];
    });
  }

  /** A wrong comparison is told with its place. */
  private whole(comparison: Comparison): Reply<RowPredicate> {
    const test = wholeTest(comparison);
    const passing = this.wholes.get(wholeKey(comparison))?.passing;
    return test.ok ? answered((row) => passing?.has(row) ?? false) : test;
  }

  private source(field: Field): ReturnType<ByteTests['fields']>[number] {
    const values = this.values.get(field) ?? new FieldValues(field);
    return {
      wireshark: field.wireshark,
      values: values.table(),
      column: values.column(),
      having: (test) => values.test(test),
    };
  }
}

function fieldsNamed(name: string): readonly Field[] {
  return findField(name)?.of ?? [];
}

function checkName(name: string): void {
  if (findField(name) !== undefined) return;
  const near = fieldsNear(name);
  const advice = near.length === 0 ? '' : ` Did you mean ${near.join(', ')}?`;
  throw new UsageError(`--fields: there is no field “${name}”.${advice}`, '');
}
