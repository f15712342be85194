import type { CapturedField, Match, MatchSet, PackedMatches } from '../model/match.ts';

/**
 * The matches as columns: buffers move to another thread for nothing, while a hundred thousand small objects take most
 * of a second to be copied.
 */
export function packMatches({ classes, matches, omitted }: MatchSet): PackedMatches {
  const packer = new Packer(matches);
  matches.forEach((match, row) => packer.add(match, row));
  const { names, values, columns } = packer;
  return { classes, omitted, names: [...names.keys()], values: values.join(''), ...columns };
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
      fieldName: new Int32Array(fields),
      fieldEnd: new Int32Array(matches.length),
      valueEnd: new Int32Array(fields),
    };
  }

  add(match: Match, row: number): void {
    const { columns } = this;
    columns.flowClass[row] = match.flowClass;
    columns.complete[row] = match.complete ? 1 : 0;
    for (const packet of match.packets) columns.packets[this.packets++] = packet;
    columns.packetEnd[row] = this.packets;
    for (const field of match.fields) this.addField(field);
    columns.fieldEnd[row] = this.fields;
  }

  private addField({ name, value }: CapturedField): void {
    this.columns.fieldName[this.fields] = this.numberOf(name);
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
  const { flowClass, complete, packets, packetEnd, fieldName, fieldEnd, valueEnd } = packed;
  return [flowClass, complete, packets, packetEnd, fieldName, fieldEnd, valueEnd].map((column) => column.buffer);
}
