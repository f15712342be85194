import type { Layout } from './layout.ts';
import { layoutOf } from './layout.ts';
import { BYTE_WAYS, WAYS } from './mutate.ts';
import { Random } from './random.ts';
import type { Source } from './sources.ts';

/** One damaged capture. The same sources, seed and number give the same bytes. */
export interface Mutant {
  readonly number: number;
  readonly source: Source;
  /** The way, or several joined by "+". */
  readonly way: string;
  readonly bytes: Uint8Array;
  /** The first byte that is not as it was. */
  readonly firstChange: number;
  /** For what is chosen while it is looked at. */
  readonly random: Random;
}

const layouts = new WeakMap<Source, { readonly layout: Layout | undefined }>();

/** Makes a mutant. Sources take turns. */
export function mutantOf(sources: readonly Source[], seed: number, number: number): Mutant {
  const source = sources[number % sources.length];
  const random = new Random(seed, number);
  const layout = layoutOfSource(source);
  // One change only where each must be told.
  const isPlain = !isCompressed(source.bytes);
  const names = Object.keys(isPlain ? WAYS : BYTE_WAYS);
  const wanted = isPlain && random.chance(0.2) ? 2 + random.below(3) : 1;
  const done: string[] = [];
  let { bytes } = source;
  while (done.length < wanted) {
    const way = random.pick(names);
    // The layout is that of the source: it fits as long as nothing has moved.
    const here = bytes.length === source.bytes.length ? layout : undefined;
    const changed =
      bytes.length === 0 ? undefined : WAYS[way]({ bytes, layout: here, random, other: random.pick(sources).bytes });
    if (changed !== undefined) bytes = changed;
    if (changed !== undefined || bytes.length === 0 || here === undefined) done.push(way);
  }
  return { number, source, way: done.join('+'), bytes, firstChange: firstDifference(source.bytes, bytes), random };
}

function layoutOfSource(source: Source): Layout | undefined {
  const known = layouts.get(source) ?? { layout: isCompressed(source.bytes) ? undefined : layoutOf(source.bytes) };
  layouts.set(source, known);
  return known.layout;
}

/** Whether a file begins as gzip, zstd or lz4 do. */
export function isCompressed(bytes: Uint8Array): boolean {
  const magic = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  return magic.startsWith('1f8b') || ['28b52ffd', '04224d18', '02214c18'].includes(magic);
}

function firstDifference(before: Uint8Array, after: Uint8Array): number {
  const end = Math.min(before.length, after.length);
  for (let at = 0; at < end; at++) if (before[at] !== after[at]) return at;
  return end;
}

/** How a mutant is called in messages and in the name of its file. */
export function nameOfMutant({ number, source, way }: Mutant): string {
  return `${number}-${way}-${source.name}`.replaceAll(/[^\w.+-]+/g, '-').slice(0, 150);
}
