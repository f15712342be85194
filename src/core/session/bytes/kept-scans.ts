import type { Field } from '../../protocols/reading/field.ts';
import type { Scan } from './byte-scans.ts';
import { FieldScan } from './field-scan.ts';
import { FieldValues } from './field-values.ts';
import { JoinedScan } from './joined-scan.ts';
import type { PcapScan } from './pcap-scan.ts';
import type { WholeScan } from './whole-scan.ts';

/** Expressions whose packets are kept beside those of the questions at hand. */
const KEPT_EXPRESSIONS = 8;
/** Values of fields that are kept beside those of the questions at hand, bytes. */
const KEPT_BYTES = 256 * 1024 * 1024;

/** A scan that keeps which packets fit. */
export type PassingScan = PcapScan | WholeScan;

/** What a filter needs of packets' bytes. */
export interface Needed {
  readonly scans: readonly PassingScan[];
  readonly fields: readonly FieldValues[];
}

/** What was found out about packets' bytes, the newest of it: questions come again. */
export class KeptScans {
  /** By expression, or by comparison, oldest first. */
  readonly passing = new Map<string, PassingScan>();
  /** By field, least lately wanted first. */
  private readonly fields = new Map<Field, FieldValues>();
  /** Passes over several fields, by their ids. */
  private readonly passes = new Map<string, FieldScan>();
  /** Passes over several scans. */
  private joined: JoinedScan[] = [];
  /** What the questions at hand need. */
  private readonly held = new Set<Needed>();

  /** Keeps what a question needs until it is released, and of all else no more than there is room for. */
  hold(needed: Needed): () => void {
    this.held.add(needed);
    this.forget();
    return () => this.held.delete(needed);
  }

  /** The values of a field; none as yet if it was never wanted. */
  valuesOf(field: Field): FieldValues {
    const values = this.fields.get(field) ?? new FieldValues(field);
    this.fields.delete(field);
    this.fields.set(field, values);
    return values;
  }

  known(field: Field): FieldValues | undefined {
    return this.fields.get(field);
  }

  /** The pass that looks for these fields together: the same one for who asks again. */
  scanOf(values: readonly FieldValues[]): FieldScan {
    const key = values.map(({ field }) => field.id).join(' ');
    const known = this.passes.get(key);
    if (known !== undefined) return known;
    const scan = new FieldScan(values);
    this.passes.set(key, scan);
    return scan;
  }

  /** One pass for all of these scans: the same one for who asks again. */
  passOf(parts: readonly Scan[]): Scan {
    if (parts.length === 1) return parts[0];
    const known = this.joined.find(
      (one) => one.parts.length === parts.length && one.parts.every((part, at) => part === parts[at]),
    );
    if (known !== undefined) return known;
    const pass = new JoinedScan(parts);
    this.joined.push(pass);
    return pass;
  }

  private forget(): void {
    const scans = new Set([...this.held].flatMap(({ scans: held }) => held));
    for (const [expression, scan] of this.passing)
      if (this.passing.size > KEPT_EXPRESSIONS && !scans.has(scan)) this.passing.delete(expression);
    const values = new Set([...this.held].flatMap(({ fields }) => fields));
    let bytes = [...this.fields.values()].reduce((sum, one) => sum + one.bytes, 0);
    for (const [field, one] of this.fields) {
      if (bytes <= KEPT_BYTES) break;
      if (values.has(one)) continue;
      this.fields.delete(field);
      bytes -= one.bytes;
    }
    this.passes.clear();
    this.joined = [];
  }
}
