import type { Failure } from '../../model/failure.ts';
import type { FieldValue } from '../../model/field.ts';
import { takeFields } from '../../protocols/decode.ts';
import type { Field } from '../../protocols/reading/field.ts';
import type { FieldTaker } from '../../protocols/reading/following.ts';
import type { Scan, ScannedPacket } from './byte-scans.ts';
import type { FieldValues } from './field-values.ts';

/** Values of one field that are kept at the most, bytes. */
const MOST_KEPT = 512 * 1024 * 1024;

/** Looks at packets for the values of some fields, all in one pass. */
export class FieldScan implements Scan, FieldTaker {
  readonly wanted: ReadonlySet<Field>;
  private readonly byField: ReadonlyMap<Field, FieldValues>;
  private row = 0;

  constructor(private readonly values: readonly FieldValues[]) {
    this.byField = new Map(values.map((one) => [one.field, one]));
    this.wanted = new Set(this.byField.keys());
  }

  /** Of fields that were looked for before, the one that has come least far. */
  get rows(): number {
    return this.values.reduce((least, { rows }) => Math.min(least, rows), Infinity);
  }

  look(packet: ScannedPacket): void {
    const { row, linkType, wireLength } = packet;
    this.row = row;
    takeFields(packet.first(), linkType, wireLength, this);
    for (const one of this.values) one.rows = Math.max(one.rows, row + 1);
  }

  take(field: Field, value: FieldValue): void {
    const values = this.byField.get(field);
    if (values !== undefined && values.rows <= this.row) values.add(this.row, value);
  }

  check(): Failure | undefined {
    const large = this.values.find(({ bytes }) => bytes > MOST_KEPT);
    if (large === undefined) return undefined;
    const detail = `The values of ${large.field.id} take more than ${MOST_KEPT / 1024 / 1024} MB: they cannot all be kept`;
    return { code: 'bad-question', detail };
  }
}
