import type { MatchSet, PackedMatches } from '../model/match.ts';

/**
 * The matches as columns: buffers move to another thread for nothing, while a hundred thousand small objects take most
 * of a second to be copied.
 */
export function packMatches({ classes, matches, omitted }: MatchSet): PackedMatches {
  const fields = matches.flatMap((match) => match.fields);
  const names = [...new Set(fields.map(({ name }) => name))];
  const numberOf = new Map(names.map((name, number) => [name, number]));
  return {
    classes,
    omitted,
    flowClass: Int32Array.from(matches, ({ flowClass }) => flowClass),
    complete: Uint8Array.from(matches, ({ complete }) => Number(complete)),
    packets: Int32Array.from(matches.flatMap(({ packets }) => packets)),
    packetEnd: endsOf(matches.map(({ packets }) => packets.length)),
    names,
    fieldName: Int32Array.from(fields, ({ name }) => numberOf.get(name) ?? 0),
    fieldEnd: endsOf(matches.map((match) => match.fields.length)),
    values: fields.map(({ value }) => value).join(''),
    valueEnd: endsOf(fields.map(({ value }) => value.length)),
  };
}

/** The buffers to be transferred. */
export function buffersOfMatches(packed: PackedMatches): ArrayBuffer[] {
  const { flowClass, complete, packets, packetEnd, fieldName, fieldEnd, valueEnd } = packed;
  return [flowClass, complete, packets, packetEnd, fieldName, fieldEnd, valueEnd].map((column) => column.buffer);
}

/** Where each of the lengths ends when they stand one after the other. */
function endsOf(lengths: readonly number[]): Int32Array<ArrayBuffer> {
  let end = 0;
  return Int32Array.from(lengths, (length) => (end += length));
}
