/**
 * The rows below `length` (or those of `candidates`, in their order) for which the predicate holds.
 * @param candidates rows left over by an earlier restriction, for instance those of one flow
 */
export function selectRows(
  predicate: (row: number) => boolean,
  length: number,
  candidates?: Int32Array,
): Int32Array<ArrayBuffer> {
  const kept = new Int32Array(candidates?.length ?? length);
  let count = 0;
  if (candidates === undefined) {
    for (let row = 0; row < length; row++) if (predicate(row)) kept[count++] = row;
  } else {
    for (const row of candidates) if (predicate(row)) kept[count++] = row;
  }
  return kept.slice(0, count);
}
