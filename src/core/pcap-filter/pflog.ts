import type { Decoding } from './layout.ts';
import { equals, moved } from './place.ts';
import { FilterError } from './syntax.ts';
import type { Expression, PflogField } from './syntax.ts';
import { all } from './test.ts';
import type { Test } from './test.ts';

/** Where the fields stand in the header that OpenBSD's packet filter puts before a packet (pflog(4)): place and size. */
const FIELDS: Readonly<Record<PflogField, readonly [number, number]>> = {
  action: [2, 1],
  reason: [3, 1],
  ifname: [4, 16],
  rset: [20, 16],
  rnr: [36, 4],
  srnr: [40, 4],
};
const DIRECTION = 60;
const INBOUND = 1;
const OUTBOUND = 2;

/** `ifname`, `rset`, `rnr`, `srnr`, `reason` and `action`. */
export function pflogTest(decoding: Decoding, { field, value, at }: Expression & { kind: 'pflog' }): Test {
  if (decoding.kind !== 'pflog') throw new FilterError(`“${field}” is supported on PFLOG only`, at);
  const [place, size] = FIELDS[field];
  if (typeof value === 'number') return equals(moved(decoding.header, place), size, value);
  if (value.length >= size) throw new FilterError(`names after “${field}” have at most ${size - 1} characters`, at);
  return beginsWith(decoding, place, value);
}

/** `inbound` and `outbound` by the log's own word. */
export function isOutbound(decoding: Decoding, word: 'inbound' | 'outbound'): Test {
  return equals(moved(decoding.header, DIRECTION), 1, word === 'outbound' ? OUTBOUND : INBOUND);
}

/** As libpcap: without the zero behind the name, so `em1` passes em10, too; compared from behind, by 4, 2 and 1 bytes. */
function beginsWith({ header }: Decoding, place: number, name: string): Test {
  const codes = [...name].map((letter) => letter.charCodeAt(0) & 0xff);
  const tests: Test[] = [];
  for (let left = codes.length; left > 0;) {
    const size = left >= 4 ? 4 : left >= 2 ? 2 : 1;
    left -= size;
    const value = codes.slice(left, left + size).reduce((sum, code) => sum * 256 + code, 0);
    tests.push(equals(moved(header, place + left), size, value));
  }
  return all(...tests);
}
