/**
 * Reads the `mappings` of a source map (ECMA-426, formerly "Source Map Revision 3"): lines apart by `;`, segments by
 * `,`, each of base-64 VLQ numbers that count on from the segment before. One source; names are ignored.
 */

/** A place in a text, both numbers from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Generated column, original line, original column, all from 0. */
type Segment = readonly [number, number, number];

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Bit 5: another digit follows. Bits 0 to 4: five bits of the number, low ones first. */
const CONTINUES = 32;

/** The place in the source behind a place in the generated text; undefined if no segment covers it. */
export function originalPlace(mappings: string, place: Place): Place | undefined {
  let found: Segment | undefined;
  for (const segment of segmentsOfLine(mappings, place.line - 1)) {
    if (segment[0] > place.column - 1) break;
    found = segment;
  }
  return found && { line: found[1] + 1, column: found[2] + 1 };
}

/** Segments of one generated line, from 0, by rising column. */
function segmentsOfLine(mappings: string, wanted: number): Segment[] {
  const lines = mappings.split(';');
  let line = 0;
  let column = 0;
  for (let index = 0; index <= wanted && index < lines.length; index += 1) {
    let generated = 0;
    const segments: Segment[] = [];
    for (const text of lines[index].split(',')) {
      const [generatedStep = 0, , lineStep, columnStep] = decodeNumbers(text);
      generated += generatedStep;
      if (lineStep === undefined || columnStep === undefined) continue;
      segments.push([generated, (line += lineStep), (column += columnStep)]);
    }
    if (index === wanted) return segments;
  }
  return [];
}

/** The numbers of a segment: each a run of base-64 digits, its lowest bit the sign. Exported for its test. */
export function decodeNumbers(text: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of text) {
    const digit = DIGITS.indexOf(character);
    value += (digit & (CONTINUES - 1)) << shift;
    shift += 5;
    if ((digit & CONTINUES) !== 0) continue;
    numbers.push((value & 1) === 1 ? -(value >>> 1) : value >>> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}
