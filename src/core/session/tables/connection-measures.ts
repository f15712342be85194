import { FAILED_STATES, type ConnectionState } from '../../model/connection-states.ts';
import type { DictionaryColumn, Rows } from '../../model/column.ts';
import { TCP } from '../../model/ip-protocols.ts';
import type { RowNumber } from '../../query/group/aggregates.ts';
import type { Measure } from '../../query/group/grouped-rows.ts';
import { codes, different, numbers, sum, type Words } from './make-measure.ts';

const REFUSED: readonly ConnectionState[] = ['REJ'];
const UNANSWERED: readonly ConnectionState[] = ['S0', 'RSTOS0', 'SH'];

/** Which flows are TCP connections that ended in one of these states. */
function among(table: Rows, states: readonly ConnectionState[]): (row: number) => boolean {
  const column = table.columns.get('conn_state') as DictionaryColumn;
  const wanted = new Set<number>();
  for (let code = 0; code < column.size(); code++)
    if (states.some((state) => state === column.text(code))) wanted.add(code);
  const protocol = numbers(table, 'protocol');
  return (row) => protocol(row) === TCP && wanted.has(column.code(row));
}

const counted =
  (states: readonly ConnectionState[]) =>
  (table: Rows): RowNumber => {
    const is = among(table, states);
    return (row) => (is(row) ? 1 : 0);
  };

/** A number of failed connections that the group began, -1 of all others. */
function ofFailed(table: Rows, read: (row: number) => number): RowNumber {
  const failed = among(table, FAILED_STATES);
  return (row, side) => (side === 0 && failed(row) ? read(row) : -1);
}

/** A measure of TCP flows in some states, with the filter that shows them. */
function ofStates(measure: Measure, states: readonly ConnectionState[]): Measure {
  const counts = `protocol = TCP and conn_state in {${states.join(', ')}}`;
  return { ...measure, description: { ...measure.description, counts } };
}

const inStates = (words: Words, states: readonly ConnectionState[]): Measure =>
  ofStates(sum(words, counted(states)), states);

/** What became of the TCP connections of a group. */
export const CONNECTION_MEASURES: readonly Measure[] = [
  inStates(
    ['failed', 'Failed', 'integer', '', 'TCP flows that were refused, not answered or given up: S0, REJ, RSTOS0, SH.'],
    FAILED_STATES,
  ),
  inStates(['refused', 'Refused', 'integer', '', 'TCP flows that were refused: REJ.'], REFUSED),
  inStates(['unanswered', 'Not answered', 'integer', '', 'TCP flows that got no answer: S0, RSTOS0, SH.'], UNANSWERED),
  ofStates(
    different(
      [
        'failed_ports',
        'Ports failed',
        'integer',
        '',
        'Different destination ports of failed TCP flows that the group began.',
      ],
      (table) => ofFailed(table, numbers(table, 'dst_port')),
    ),
    FAILED_STATES,
  ),
  ofStates(
    different(
      [
        'failed_peers',
        'Peers failed',
        'integer',
        '',
        'Different destinations of failed TCP flows that the group began.',
      ],
      (table) => ofFailed(table, codes(table, 'dst_ip')),
    ),
    FAILED_STATES,
  ),
];
