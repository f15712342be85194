import { pcapngLayout } from './layout-pcapng.ts';

/**
 * Where things stand in a sound capture, so that mutants can hit them: a second, simple reader, which shares no code with
 * the one that is looked at.
 */

/** A number of the container. */
export interface Field {
  readonly at: number;
  readonly size: 1 | 2 | 4 | 8;
  readonly little: boolean;
  readonly kind: 'length' | 'time' | 'other';
}

/** A header, record or block. */
export interface Unit {
  readonly start: number;
  /** The first byte behind it. */
  readonly end: number;
  readonly fields: readonly Field[];
  /** The packet's bytes in it, if it has any. */
  readonly packet?: { readonly from: number; readonly to: number };
  /** Where its options begin, each with a code and a length of two bytes (pcapng). */
  readonly options: readonly number[];
}

/** The file's header, which is undefined for formats that have none, and what follows. */
export interface Layout {
  readonly header: Unit | undefined;
  readonly units: readonly Unit[];
}

/** The layout of an uncompressed capture; undefined for formats that are not known here. What is damaged ends it. */
export function layoutOf(bytes: Uint8Array): Layout | undefined {
  if (bytes.length < 16) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0);
  if (magic === 0x0a0d0d0a) return pcapngLayout(view);
  if (magic === 0x736e6f6f) return recordsOf(view, SNOOP);
  if (magic === 0x52545353 || magic === 0x474d4255) return recordsOf(view, magic === 0x52545353 ? NETMON_1 : NETMON_2);
  if (PCAP_MAGICS.has(magic)) return recordsOf(view, pcapRecords(false));
  if (PCAP_MAGICS.has(view.getUint32(0, true))) return recordsOf(view, pcapRecords(true));
  return recordsOf(view, ERF);
}

const PCAP_MAGICS: ReadonlySet<number> = new Set([0xa1b2c3d4, 0xa1b23c4d]);

/** Place and size of a number in a head. */
type FieldPlace = readonly [at: number, size: Field['size'], kind: Field['kind']];

/** How a container of one record after the other looks. */
interface Records {
  readonly little: boolean;
  readonly header: number;
  readonly headerFields: readonly FieldPlace[];
  readonly head: number;
  readonly headFields: readonly FieldPlace[];
  /** Bytes of the record, and of its packet, whose head begins at `at`. */
  lengths(view: DataView, at: number): { readonly record: number; readonly packet: number };
}

function pcapRecords(little: boolean): Records {
  return {
    little,
    header: 24,
    headerFields: [
      [0, 4, 'other'],
      [4, 2, 'other'],
      [6, 2, 'other'],
      [8, 4, 'other'],
      [12, 4, 'other'],
      [16, 4, 'length'],
      [20, 4, 'other'],
    ],
    head: 16,
    headFields: [
      [0, 4, 'time'],
      [4, 4, 'time'],
      [8, 4, 'length'],
      [12, 4, 'length'],
    ],
    lengths(view, at) {
      const packet = view.getUint32(at + 8, little);
      return { record: 16 + packet, packet };
    },
  };
}

const SNOOP: Records = {
  little: false,
  header: 16,
  headerFields: [
    [0, 8, 'other'],
    [8, 4, 'other'],
    [12, 4, 'other'],
  ],
  head: 24,
  headFields: [
    [0, 4, 'length'],
    [4, 4, 'length'],
    [8, 4, 'length'],
    [12, 4, 'other'],
    [16, 4, 'time'],
    [20, 4, 'time'],
  ],
  lengths: (view, at) => ({ record: view.getUint32(at + 8), packet: view.getUint32(at + 4) }),
};

/** Magic, version, network, start, places and lengths of the tables behind the frames. */
const NETMON_HEADER: readonly FieldPlace[] = [
  [0, 4, 'other'],
  [4, 1, 'other'],
  [5, 1, 'other'],
  [6, 2, 'other'],
  ...[8, 10, 12, 14, 16, 18, 20, 22].map((at): FieldPlace => [at, 2, 'time']),
  [24, 4, 'length'],
  [28, 4, 'length'],
];

const NETMON_1: Records = {
  little: true,
  header: 128,
  headerFields: NETMON_HEADER,
  head: 8,
  headFields: [
    [0, 4, 'time'],
    [4, 2, 'length'],
    [6, 2, 'length'],
  ],
  lengths(view, at) {
    const packet = view.getUint16(at + 6, true);
    return { record: 8 + packet, packet };
  },
};

const NETMON_2: Records = {
  little: true,
  header: 128,
  headerFields: NETMON_HEADER,
  head: 16,
  headFields: [
    [0, 8, 'time'],
    [8, 4, 'length'],
    [12, 4, 'length'],
  ],
  lengths(view, at) {
    const packet = view.getUint32(at + 12, true);
    return { record: 18 + packet, packet };
  },
};

/** Lengths are big-endian, times little-endian; both are hit as numbers of one order. */
const ERF: Records = {
  little: false,
  header: 0,
  headerFields: [],
  head: 16,
  headFields: [
    [0, 4, 'time'],
    [4, 4, 'time'],
    [8, 1, 'other'],
    [9, 1, 'other'],
    [10, 2, 'length'],
    [12, 2, 'other'],
    [14, 2, 'length'],
  ],
  lengths(view, at) {
    const record = view.getUint16(at + 10);
    return { record, packet: record - 16 };
  },
};

function recordsOf(view: DataView, records: Records): Layout {
  const { header, headerFields, head, headFields, little } = records;
  const fieldsAt = (from: number, places: readonly FieldPlace[]): Field[] =>
    places.map(([at, size, kind]) => ({ at: from + at, size, kind, little }));
  const units: Unit[] = [];
  for (let start = header; start + head <= view.byteLength;) {
    const { record, packet } = records.lengths(view, start);
    const end = start + record;
    if (record < head || end > view.byteLength) break;
    const from = start + head;
    const to = Math.min(end, from + packet);
    units.push({ start, end, fields: fieldsAt(start, headFields), packet: { from, to }, options: [] });
    start = end;
  }
  const first: Unit = { start: 0, end: header, fields: fieldsAt(0, headerFields), options: [] };
  return { header: header > 0 && header <= view.byteLength ? first : undefined, units };
}
