/**
 * How much operators of user code give away at most: what makes columns stays below, and what is said beyond is not
 * believed (check-operators.ts).
 */

/** Columns of one run, of packets and of flows each. */
export const MOST_COLUMNS = 64;
/** Operators of one module. */
export const MOST_OPERATORS = 1000;
/** Distinct texts, or sets of tags, of one column. */
export const MOST_TEXTS = 1_000_000;
/** Different tags of one table. */
export const MOST_TAGS = 256;
/** UTF-16 code units of a set of tags, written out. */
export const MOST_SET = 2000;
/** Elements of a list that are written. */
export const MOST_ELEMENTS = 256;
/** Pieces of text that printers may leave on the page. */
export const MOST_LINES = 100_000;
/** UTF-16 code units of one piece. */
export const MOST_LINE = 2000;
/** UTF-16 code units of all of them together. */
export const MOST_LINE_TEXT = 0x2000000;
