import { textColumn } from '../../core/export/text-column.ts';
import type { Column } from '../../core/model/column.ts';
import { findField, fieldsNear } from '../../core/protocols/find-fields.ts';
import type { Field } from '../../core/protocols/reading/field.ts';
import { byteTerms } from '../../core/query/filter/byte-terms.ts';
import type { ByteTests } from '../../core/query/filter/byte-tests.ts';
import { FieldScan } from '../../core/session/bytes/field-scan.ts';
import { FieldValues } from '../../core/session/bytes/field-values.ts';
import { KNOWN_FIELDS } from '../../core/session/bytes/known-fields.ts';
import { describeDecoded } from '../../core/session/field-texts.ts';
import type { CaptureTables } from '../../core/tables.ts';
import type { SeenPacket } from '../capture-output.ts';
import { UsageError } from '../usage-error.ts';

/** Values of decoded fields that a filter or `--fields` names, taken from packets while they are read. */
export class PacketFields {
  /** True if no field is named: packets need not be looked at. */
  readonly isEmpty: boolean;
  /** Tests for `--filter`; they hold for every packet that was looked at. */
  readonly tests: ByteTests;
  private readonly values: ReadonlyMap<Field, FieldValues>;
  private readonly scan: FieldScan;

  /** Throws UsageError for a name in `columns` that is no field. */
  constructor(
    private readonly tables: CaptureTables,
    filter: string,
    private readonly names: readonly string[],
  ) {
    for (const name of names) checkName(name);
    const asked = [...byteTerms(filter, tables.packetTable).names, ...names].flatMap(fieldsNamed);
    this.values = new Map(asked.map((field) => [field, new FieldValues(field)]));
    this.isEmpty = this.values.size === 0;
    this.scan = new FieldScan([...this.values.values()]);
    this.tests = { fields: (name) => fieldsNamed(name).map((field) => this.source(field)), known: KNOWN_FIELDS };
  }

  /** Looks at a packet that was just taken. */
  look({ row, bytes, wireLength, from }: SeenPacket): void {
    const { linkType, snaplen } = this.tables.facts.interfaces[from];
    this.scan.look({ row, bytes, wireLength, linkType, snaplen });
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
          .join(', ');
      return [textColumn(description, text)];
    });
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
