import type { Field, Layout, Unit } from './layout.ts';
import type { Random } from './random.ts';

/** What a way of damaging is given. */
export interface Victim {
  readonly bytes: Uint8Array;
  /** undefined for formats without layout, and for compressed files. */
  readonly layout: Layout | undefined;
  readonly random: Random;
  /** Another source, to be spliced with. */
  readonly other: Uint8Array;
}

/** Damages a copy; undefined if there is nothing of the kind in this file. */
type Way = (victim: Victim) => Uint8Array | undefined;

/** What damages any file; the only ways for compressed ones. */
export const BYTE_WAYS: Readonly<Record<string, Way>> = { bit: oneBit, byte: oneByte, cut, zeros, inserted, removed };

/** All ways, by the names under which they are told. */
export const WAYS: Readonly<Record<string, Way>> = {
  ...BYTE_WAYS,
  bits,
  length: (victim) => hitField(victim, 'length'),
  time: (victim) => hitField(victim, 'time'),
  field: (victim) => hitField(victim, 'other'),
  header,
  doubled,
  moved,
  dropped,
  packet,
  option,
  splice,
};

function oneBit({ bytes, random }: Victim): Uint8Array {
  const out = bytes.slice();
  out[random.below(out.length)] ^= 1 << random.below(8);
  return out;
}

function bits({ bytes, random }: Victim): Uint8Array {
  const out = bytes.slice();
  for (let left = 2 + random.below(30); left > 0; left--) out[random.below(out.length)] ^= 1 << random.below(8);
  return out;
}

function oneByte({ bytes, random }: Victim): Uint8Array {
  const out = bytes.slice();
  out[random.below(out.length)] = random.pick([0, 0xff, 0x7f, 0x80, random.below(256)]);
  return out;
}

function cut({ bytes, random }: Victim): Uint8Array {
  return bytes.slice(0, random.below(random.chance(0.2) ? Math.min(300, bytes.length) : bytes.length));
}

function zeros({ bytes, random }: Victim): Uint8Array {
  const out = bytes.slice();
  const at = random.below(out.length);
  out.fill(random.pick([0, 0, 0xff, 0x41]), at, at + 1 + random.below(random.pick([8, 100, 5000])));
  return out;
}

function inserted({ bytes, random }: Victim): Uint8Array {
  const at = random.below(bytes.length + 1);
  const size = 1 + random.below(random.pick([4, 64, 3000]));
  return joined(
    bytes.subarray(0, at),
    random.chance(0.5) ? random.bytes(size) : new Uint8Array(size),
    bytes.subarray(at),
  );
}

function removed({ bytes, random }: Victim): Uint8Array {
  const at = random.below(bytes.length);
  return joined(bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(random.pick([4, 64, 3000]))));
}

/** Numbers that lengths, times and counts have at their edges. */
const EDGES = [
  0n,
  1n,
  0x7fn,
  0xffn,
  0x7fffn,
  0xffffn,
  262_144n,
  262_145n,
  0x7fffffffn,
  0x80000000n,
  0xffffffffn,
] as const;

function hitField(victim: Victim, kind: Field['kind']): Uint8Array | undefined {
  const { bytes, layout, random } = victim;
  const units = layout?.units.filter(({ fields }) => fields.some((field) => field.kind === kind)) ?? [];
  if (units.length === 0) return undefined;
  const out = bytes.slice();
  for (let left = random.chance(0.7) ? 1 : 5; left > 0; left--)
    change(out, random.pick(random.pick(units).fields.filter((field) => field.kind === kind)), random);
  return out;
}

function header({ bytes, layout, random }: Victim): Uint8Array | undefined {
  const out = bytes.slice();
  const places = layout?.header?.fields ?? [];
  if (places.length > 0) change(out, random.pick(places), random);
  else out[random.below(Math.min(out.length, 64))] = random.below(256);
  return out;
}

/** Writes an edge, a neighbour of what stands there, or anything. */
function change(out: Uint8Array, { at, size, little }: Field, random: Random): void {
  const view = new DataView(out.buffer, out.byteOffset, out.byteLength);
  const bytesOf = Array.from({ length: size }, (_, byte) =>
    BigInt(view.getUint8(at + (little ? size - 1 - byte : byte))),
  );
  const before = bytesOf.reduce((sum, byte) => (sum << 8n) | byte, 0n);
  const near = before + BigInt(random.pick([-256, -4, -1, 1, 2, 4, 7, 16, 256, 4096]));
  const any = bytesOf.reduce((sum) => (sum << 8n) | BigInt(random.below(256)), 0n);
  const edge = random.pick([...EDGES, (1n << 63n) - 1n, 1n << 63n, (1n << 64n) - 1n]);
  let left = BigInt.asUintN(
    size * 8,
    random.pick([near, near, edge, edge, any, before ^ (1n << BigInt(random.below(size * 8)))]),
  );
  for (let byte = 0; byte < size; byte++, left >>= 8n)
    view.setUint8(at + (little ? byte : size - 1 - byte), Number(left & 255n));
}

/** A unit, or a few in a row. */
function stretch({ layout, random }: Victim): readonly Unit[] {
  const units = layout?.units ?? [];
  const at = random.below(units.length);
  return units.slice(at, at + 1 + random.below(random.pick([1, 1, 4, 50])));
}

function doubled(victim: Victim): Uint8Array | undefined {
  const { bytes, random } = victim;
  const units = stretch(victim);
  const [first, last] = [units.at(0), units.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const copies = new Array<Uint8Array>(1 + random.below(3)).fill(bytes.subarray(first.start, last.end));
  return joined(bytes.subarray(0, last.end), ...copies, bytes.subarray(last.end));
}

function dropped(victim: Victim): Uint8Array | undefined {
  const { bytes } = victim;
  const units = stretch(victim);
  const [first, last] = [units.at(0), units.at(-1)];
  return first && last && joined(bytes.subarray(0, first.start), bytes.subarray(last.end));
}

function moved(victim: Victim): Uint8Array | undefined {
  const { bytes, random, layout } = victim;
  const units = stretch(victim);
  const [first, last] = [units.at(0), units.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const rest = (layout?.units ?? []).filter(({ start }) => start < first.start || start >= last.end);
  if (rest.length === 0) return undefined;
  const to = random.pick(rest).start;
  const part = bytes.subarray(first.start, last.end);
  return to < first.start
    ? joined(bytes.subarray(0, to), part, bytes.subarray(to, first.start), bytes.subarray(last.end))
    : joined(bytes.subarray(0, first.start), bytes.subarray(last.end, to), part, bytes.subarray(to));
}

/** Bytes of packets, those of the headers most often. */
function packet({ bytes, layout, random }: Victim): Uint8Array | undefined {
  const packets = layout?.units.flatMap((unit) => unit.packet ?? []).filter(({ from, to }) => to > from) ?? [];
  if (packets.length === 0) return undefined;
  const out = bytes.slice();
  for (let left = random.pick([1, 1, 3, 20, 200]); left > 0; left--) {
    const { from, to } = random.pick(packets);
    const length = Math.min(to - from, random.pick([14, 40, 90, 1500]));
    const at = from + random.below(length);
    out[at] = random.pick([0, 1, 0xff, 0x7f, 0x80, out[at] + 1, out[at] ^ (1 << random.below(8)), random.below(256)]);
  }
  return out;
}

/** Code, length or value of options. */
function option({ bytes, layout, random }: Victim): Uint8Array | undefined {
  const places = layout?.units.flatMap(({ options }) => options) ?? [];
  if (places.length === 0) return undefined;
  const out = bytes.slice();
  for (let left = random.pick([1, 1, 4]); left > 0; left--) {
    const at = random.pick(places) + random.pick([0, 1, 2, 3, 4 + random.below(12)]);
    out[Math.min(at, out.length - 1)] = random.pick([0, 1, 2, 9, 14, 0xff, 0x80, random.below(256)]);
  }
  return out;
}

/** The beginning of one file and the end of another. */
function splice({ bytes, layout, random, other }: Victim): Uint8Array {
  const units = layout?.units ?? [];
  const at = random.chance(0.5) && units.length > 0 ? random.pick(units).end : random.below(bytes.length);
  const from = random.chance(0.3) ? 0 : random.below(other.length);
  return joined(bytes.subarray(0, at), other.subarray(from, from + 20_000));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
