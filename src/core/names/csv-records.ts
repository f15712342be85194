/** A record of a CSV text and the line in which it begins, from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A cell and what ends it: a quoted text with doubled quotes, or anything without comma and line end (RFC 4180). */
const CELL = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))[^,\r\n]*(,|\r\n|\n|\r|$)/y;

/** The records of a CSV text; empty lines are none. */
export function* csvRecords(text: string): Generator<CsvRecord> {
  const cell = new RegExp(CELL);
  let line = 1;
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length;) {
    const begun = line;
    const cells: string[] = [];
    for (let end = ','; end === ',';) {
      cell.lastIndex = at;
      const [whole = '', quoted, plain = '', stop = ''] = cell.exec(text) ?? [];
      cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
      line += countLines(whole);
      at += whole.length;
      end = stop;
    }
    if (cells.length > 1 || cells[0] !== '') yield { line: begun, cells };
  }
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
