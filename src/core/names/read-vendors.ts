import { LISTED_LINE, MANUF_LINE, TABLE_HEAD } from '../model/vendor-text.ts';
import { csvRecords } from './csv-records.ts';

/** A vendor and the first bits of its MAC addresses, as a number of so many bits. */
export interface VendorEntry {
  readonly prefix: number;
  readonly bits: number;
  readonly vendor: string;
}

/** A line that is an entry, or should have been one. Lines count from 1. */
export interface VendorLine {
  readonly line: number;
  readonly entry: VendorEntry | undefined;
}

/** Characters of a vendor that are kept. */
const LONGEST = 160;
const MAC_DIGITS = 12;

/** The entries of IEEE's list or table, or of Wireshark's manuf, whichever the text is. */
export function readVendors(text: string): Iterable<VendorLine> {
  if (TABLE_HEAD.test(text)) return readTable(text);
  return /\(hex\)/i.test(text) ? readList(text) : readManuf(text);
}

/** Registry, Assignment (6, 7 or 9 hexadecimal digits), Organization Name, Organization Address. */
function* readTable(text: string): Generator<VendorLine> {
  let isHead = true;
  for (const { line, cells } of csvRecords(text)) {
    const [, assignment = '', name = ''] = cells;
    if (!isHead) yield { line, entry: entryOf(assignment.trim(), 4 * assignment.trim().length, name) };
    isHead = false;
  }
}

/** "(base 16)" of a block that is less than an OUI: the last three bytes of its first and of its last address. */
const BLOCK_LINE = /^\s*([0-9A-F]{6})-([0-9A-F]{6})\s+\(base 16\)\s+(\S.*)$/i;
const WHOLE_LINE = /^\s*([0-9A-F]{6})\s+\(base 16\)\s+(\S.*)$/i;
const LIKE_ENTRY = /\((?:hex|base 16)\)/i;

/** Two lines an entry: of "(hex)" the OUI, of "(base 16)" the OUI or the block in it; then lines of an address. */
function* readList(text: string): Generator<VendorLine> {
  let oui = '';
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (!LIKE_ENTRY.test(line)) continue;
    const listed = LISTED_LINE.exec(line);
    if (listed !== null) {
      oui = listed.slice(1, 4).join('');
      continue;
    }
    yield { line: at + 1, entry: entryOfBase(line, oui) };
  }
}

function entryOfBase(line: string, oui: string): VendorEntry | undefined {
  const whole = WHOLE_LINE.exec(line);
  if (whole !== null) return entryOf(whole[1], 24, whole[2]);
  const [, first = '', last = '', name = ''] = BLOCK_LINE.exec(line) ?? [];
  const size = Number.parseInt(last, 16) - Number.parseInt(first, 16) + 1;
  const bits = 48 - Math.log2(size);
  return oui === '' || !Number.isInteger(bits) ? undefined : entryOf(oui + first, bits, name);
}

/** A prefix, its length in bits where that is not that of its bytes, the short name, the whole one (once after "#"). */
function* readManuf(text: string): Generator<VendorLine> {
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, bytes = '', , length, short = '', long = ''] = MANUF_LINE.exec(line) ?? [];
    const digits = bytes.replace(/[:.-]/g, '');
    const name = long.replace(/^#\s*/, '').trim() || short;
    yield { line: at + 1, entry: entryOf(digits, length === undefined ? 4 * digits.length : Number(length), name) };
  }
}

/** undefined: no hexadecimal digits, no name, or a length that cannot be. */
function entryOf(digits: string, bits: number, name: string): VendorEntry | undefined {
  const vendor = name.replace(/\s+/g, ' ').trim().slice(0, LONGEST);
  if (!/^[0-9a-f]{6,12}$/i.test(digits) || vendor === '' || !(bits >= 8 && bits <= 48)) return undefined;
  const whole = Number.parseInt(digits.padEnd(MAC_DIGITS, '0'), 16);
  return { prefix: Math.floor(whole / 2 ** (48 - bits)), bits, vendor };
}
