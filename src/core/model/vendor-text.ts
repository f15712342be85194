/** IEEE's list for people (oui.txt, mam.txt, oui36.txt): "00-00-0C   (hex)\t\tCisco Systems, Inc". */
export const LISTED_LINE = /^\s*([0-9A-F]{2})-([0-9A-F]{2})-([0-9A-F]{2})\s+\(hex\)\s+(\S.*)$/i;
/** The head of IEEE's tables (oui.csv, mam.csv, oui36.csv). */
export const TABLE_HEAD = /^\uFEFF?"?Registry"?,"?Assignment"?,"?Organization Name"?/i;
/** Wireshark's manuf: bytes of the prefix, maybe its length in bits, a short name, then maybe the whole one. */
export const MANUF_LINE = /^([0-9A-F]{2}(?:([:.-])[0-9A-F]{2}){2,5})(?:\/(\d{1,2}))?\s+([^\s#]\S*)(?:\s+(.*))?$/i;

/** A line of a log with a time of day, which may be a prefix of three bytes as well; manuf has a tab behind those. */
const TIMED_LINE = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,]\d+)? /;

/**
 * True if the beginning of a file is that of a list of vendors of MAC addresses: IEEE's list or table, or Wireshark's manuf. The last
 * line may be cut.
 */
export function isVendorText(beginning: string): boolean {
  if (TABLE_HEAD.test(beginning)) return true;
  const lines = beginning.split(/\r?\n/);
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  if (whole.some((line) => LISTED_LINE.test(line))) return true;
  const said = whole.filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return said.length > 0 && said.every((line) => MANUF_LINE.test(line)) && !said.every((line) => TIMED_LINE.test(line));
}
