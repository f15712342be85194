import {
  OUTCOMES,
  type CapturedField,
  type Match,
  type MatchEnd,
  type MatchSet,
  type PackedMatches,
} from '../model/match.ts';

/** As `limit` counts them. */
export const LIMITS = [undefined, 'within', 'gap'] as const;

/**
 * The matches as columns: buffers move to another thread for nothing, while a hundred thousand small objects take most
 * of a second to be copied.
 */
export function packMatches({
  classes,
  matches,
  omitted,
  matched = new Uint32Array(0),
  traced,
  leftOut,
}: MatchSet): PackedMatches {
  const packer = new Packer(matches);
  matches.forEach((match, row) => packer.add(match, row));
  const { names, values, columns } = packer;
  return {
    classes,
    omitted,
    matched,
    names: [...names.keys()],
    values: values.join(''),
    ...columns,
    ...(traced && { traced }),
    ...(leftOut && { leftOut }),
  };
}

/** Fills columns that are as long as they will have to be: one pass, nothing copied. */
class Packer {
  readonly names = new Map<string, number>();
  readonly values: string[] = [];
  readonly columns;
  private packets = 0;
  private fields = 0;
  private characters = 0;

  constructor(matches: readonly Match[]) {
    let packets = 0;
    let fields = 0;
    for (const match of matches) {
      packets += match.packets.length;
      fields += match.fields.length;
    }
    this.columns = {
      flowClass: new Int32Array(matches.length),
      complete: new Uint8Array(matches.length),
      packets: new Int32Array(packets),
      packetEnd: new Int32Array(matches.length),
      step: new Uint8Array(packets),
      fieldName: new Int32Array(fields),
      fieldNumber: new Float64Array(fields).fill(Number.NaN),
      fieldEnd: new Int32Array(matches.length),
      valueEnd: new Int32Array(fields),
      outcome: new Uint8Array(matches.length),
      limit: new Uint8Array(matches.length),
      atNs: new Float64Array(matches.length),
      by: new Int32Array(matches.length).fill(-1),
      what: new Int32Array(matches.length),
    };
  }

  add(match: Match, row: number): void {
    const { columns } = this;
    columns.flowClass[row] = match.flowClass;
    columns.complete[row] = match.complete ? 1 : 0;
    match.steps?.forEach((step, at) => (columns.step[this.packets + at] = step + 1));
    for (const packet of match.packets) columns.packets[this.packets++] = packet;
    columns.packetEnd[row] = this.packets;
    for (const field of match.fields) this.addField(field);
    columns.fieldEnd[row] = this.fields;
    if (match.end !== undefined) this.addEnd(match.end, row);
  }

  private addEnd({ outcome, limit, atNs, by = -1, what }: MatchEnd, row: number): void {
    const { columns } = this;
    columns.outcome[row] = OUTCOMES.indexOf(outcome) + 1;
    columns.limit[row] = LIMITS.indexOf(limit);
    columns.atNs[row] = atNs;
    columns.by[row] = by;
    columns.what[row] = this.numberOf(what);
  }

  private addField({ name, value, number }: CapturedField): void {
    this.columns.fieldName[this.fields] = this.numberOf(name);
    if (number !== undefined) this.columns.fieldNumber[this.fields] = number;
    this.values.push(value);
    this.characters += value.length;
    this.columns.valueEnd[this.fields++] = this.characters;
  }

  private numberOf(name: string): number {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    this.names.set(name, this.names.size);
    return this.names.size - 1;
  }
}

/** The buffers to be transferred. */
export function buffersOfMatches(packed: PackedMatches): ArrayBuffer[] {
  const { classes: _, omitted: __, names: ___, values: ____, traced: _____, leftOut: ______, ...columns } = packed;
  return Object.values(columns).map((column) => column.buffer);
}
