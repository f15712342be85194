import type { Field, Layout, Unit } from './layout.ts';

const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE = 1;
const OBSOLETE_PACKET = 2;
const SIMPLE_PACKET = 3;
const STATISTICS = 5;
const ENHANCED_PACKET = 6;

/** Numbers of the body by block type, counted from the block's first byte; and where options begin. */
const BODIES: ReadonlyMap<
  number,
  { readonly fields: readonly (readonly [number, Field])[]; readonly options: number }
> = new Map([
  body(SECTION_HEADER, 24, [8, 4, 'other'], [12, 2, 'other'], [14, 2, 'other'], [16, 8, 'length']),
  body(INTERFACE, 16, [8, 2, 'other'], [10, 2, 'other'], [12, 4, 'length']),
  body(OBSOLETE_PACKET, 28, [8, 2, 'other'], [10, 2, 'other'], ...timedPacket()),
  body(SIMPLE_PACKET, 0, [8, 4, 'length']),
  body(STATISTICS, 20, [8, 4, 'other'], [12, 4, 'time'], [16, 4, 'time']),
  body(ENHANCED_PACKET, 28, [8, 4, 'other'], ...timedPacket()),
]);

type Place = readonly [at: number, size: Field['size'], kind: Field['kind']];

function timedPacket(): Place[] {
  return [
    [12, 4, 'time'],
    [16, 4, 'time'],
    [20, 4, 'length'],
    [24, 4, 'length'],
  ];
}

function body(
  type: number,
  options: number,
  ...places: readonly Place[]
): [number, { fields: readonly (readonly [number, Field])[]; options: number }] {
  const fields = places.map(([at, size, kind]) => [at, { at, size, kind, little: true }] as const);
  return [type, { fields, options }];
}

/** The blocks of a pcapng file, each section in its own byte order. */
export function pcapngLayout(view: DataView): Layout {
  const units: Unit[] = [];
  let little = true;
  for (let at = 0; at + 12 <= view.byteLength;) {
    if (view.getUint32(at) === SECTION_HEADER) little = view.getUint32(at + 8, true) === 0x1a2b3c4d;
    const end = at + view.getUint32(at + 4, little);
    if (end < at + 12 || end > view.byteLength) break;
    units.push(blockUnit(view, at, end, little));
    at = end;
  }
  return { header: units[0], units };
}

function blockUnit(view: DataView, start: number, end: number, little: boolean): Unit {
  const type = view.getUint32(start, little);
  const known = BODIES.get(type);
  const fields: Field[] = [
    { at: start, size: 4, kind: 'other', little },
    { at: start + 4, size: 4, kind: 'length', little },
    { at: end - 4, size: 4, kind: 'length', little },
  ];
  for (const [at, field] of known?.fields ?? [])
    if (start + at + field.size <= end - 4) fields.push({ ...field, at: start + at, little });
  const packet = packetOf(view, type, start, end, little);
  const behind = packet === undefined ? start + (known?.options ?? 0) : start + Math.ceil((packet.to - start) / 4) * 4;
  const options = known === undefined || known.options === 0 ? [] : optionsOf(view, behind, end - 4, little);
  return { start, end, fields, options, ...(packet !== undefined && { packet }) };
}

function packetOf(view: DataView, type: number, start: number, end: number, little: boolean): Unit['packet'] {
  if (type === SIMPLE_PACKET) return { from: start + 12, to: end - 4 };
  if ((type !== ENHANCED_PACKET && type !== OBSOLETE_PACKET) || start + 32 > end) return undefined;
  const from = start + 28;
  return { from, to: Math.min(end - 4, from + view.getUint32(start + 20, little)) };
}

function optionsOf(view: DataView, from: number, to: number, little: boolean): number[] {
  const places: number[] = [];
  for (let at = from; at + 4 <= to;) {
    places.push(at);
    at += 4 + Math.ceil(view.getUint16(at + 2, little) / 4) * 4;
  }
  return places;
}
