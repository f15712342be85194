import {
  OUTCOMES,
  type CapturedField,
  type Match,
  type MatchColumns,
  type MatchEnd,
  type MatchList,
} from '../model/match.ts';
import { numberText } from './captured-fields.ts';
import { LIMITS } from './match-writer.ts';

/** Matches out of columns. Each part of a column is read as far as the column goes. */
export class ColumnMatches implements MatchList {
  constructor(readonly columns: MatchColumns) {}

  get length(): number {
    return this.columns.flowClass.length;
  }

  get(row: number): Match | undefined {
    const { flowClass, complete, step } = this.columns;
    if (!Number.isInteger(row) || row < 0 || row >= flowClass.length) return undefined;
    const from = startOf(this.columns.packetEnd, row);
    const packets = [...this.packetsOf(row)];
    const steps = packets.flatMap((_, at) => (step[from + at] > 0 ? step[from + at] - 1 : []));
    const end = this.endOf(row);
    return {
      flowClass: flowClass[row],
      complete: complete[row] === 1,
      packets,
      ...(steps.length === packets.length && steps.length > 0 && { steps }),
      fields: this.fieldsOf(row),
      ...(end && { end }),
    };
  }

  packetsOf(row: number): Int32Array {
    const { packets, packetEnd } = this.columns;
    return packets.subarray(startOf(packetEnd, row), packetEnd[row] ?? 0);
  }

  *[Symbol.iterator](): Generator<Match, void> {
    for (let row = 0; row < this.length; row++) {
      const match = this.get(row);
      if (match !== undefined) yield match;
    }
  }

  private fieldsOf(row: number): readonly CapturedField[] {
    const { fieldEnd, fieldName, fieldValue, names, texts } = this.columns;
    const fields: CapturedField[] = [];
    const end = Math.min(fieldEnd[row], fieldName.length);
    for (let at = Math.max(0, startOf(fieldEnd, row)); at < end; at++) {
      const name = names[fieldName[at] >> 1] ?? '';
      const value = fieldValue[at] ?? Number.NaN;
      const isText = (fieldName[at] & 1) === 1;
      fields.push(isText ? { name, value: texts[value] ?? '' } : { name, value: numberText(value), number: value });
    }
    return fields;
  }

  private endOf(row: number): MatchEnd | undefined {
    const { outcome, limit, atNs, by, what, names } = this.columns;
    const known = OUTCOMES[outcome[row] - 1];
    if (known === undefined) return undefined;
    const passed = LIMITS[limit[row]];
    return {
      outcome: known,
      atNs: atNs[row],
      what: names[what[row]] ?? '',
      ...(by[row] >= 0 && { by: by[row] }),
      ...(passed !== undefined && { limit: passed }),
    };
  }
}

/** Where a row's part begins, by a column of ends. */
export function startOf(ends: Int32Array, row: number): number {
  return row === 0 ? 0 : ends[row - 1];
}
