import type { ColumnDescription, ColumnKind } from './column.ts';

function column(id: string, label: string, kind: ColumnKind, unit: string, help: string): ColumnDescription {
  return { id, label, kind, group: 'Sequence', unit, help, formula: '' };
}

/** Heading of the columns of what was captured. */
export const CAPTURED = 'Captured';

const FLOWS_OF_MATCH = column('flows', 'Flows', 'integer', '', 'Number of flows that these packets belong to.');

/** Columns of the table of matches that it has whatever was looked for. */
export const MATCH_COLUMNS: readonly ColumnDescription[] = [
  column('match', 'No.', 'integer', '', 'Number of the match, from 1.'),
  column('class', 'Relational flow', 'text', '', 'The class that found it.'),
  column('state', 'State', 'text', '', 'complete or incomplete.'),
  column('start', 'Start', 'relative-ns', 's', 'Time of its first event.'),
  column('duration', 'Duration', 'milliseconds', 'ms', 'Time from its first event to its last.'),
  column('events', 'Events', 'integer', '', 'Number of packets, or lines, that it consumed.'),
  FLOWS_OF_MATCH,
  column('fields', 'Captured', 'text', '', 'Fields that the class captured.'),
  column(
    'outcome',
    'Outcome',
    'text',
    '',
    'How it ended: match, cut (the capture ended before it had all that it could take), open (undecided when the capture ended), too late, forbidden, until, not next, replaced, superseded, evicted, error, forked. Classes tell only match.',
  ),
  column(
    'reason',
    'Reason',
    'text',
    '',
    'Why it ended so: the limit, the packet, what it waited for. Empty for matches.',
  ),
  column(
    'longest_gap',
    'Longest gap',
    'milliseconds',
    'ms',
    'Longest time from one of its events to the next; 0 if there is one event only.',
  ),
];

/** What files say of matches besides. */
export const MATCH_PACKETS = column(
  'packets',
  'Packets',
  'list',
  '',
  'Numbers of the packets that it consumed, from 1.',
);

/** How many matches each flow has: a column of the table of flows once code has looked for sequences. */
export const FLOW_MATCHES: ColumnDescription = {
  ...column(
    'matches',
    'Matches',
    'integer',
    '',
    'Complete sequences of the last run that have a packet of the flow: all of them, also those that are not listed.',
  ),
  group: 'Sequences',
};

/** The same of matches over lines. */
export const MATCH_LINES = column('lines', 'Lines', 'list', '', 'Numbers of the lines that it consumed, from 1.');

/** Columns of matches whatever was looked for; lines are in no flow. */
export function columnsOfMatches(isOfLines: boolean): readonly ColumnDescription[] {
  return isOfLines ? MATCH_COLUMNS.filter((description) => description !== FLOWS_OF_MATCH) : MATCH_COLUMNS;
}
