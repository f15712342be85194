import { textColumn } from '../../core/export/text-column.ts';
import type { Column, ColumnDescription, ColumnKind } from '../../core/model/column.ts';
import type { Match, MatchSet } from '../../core/model/match.ts';
import { NONE } from '../../core/model/units.ts';
import { MOST_TAKEN } from '../../core/relational/match-bounds.ts';
import type { LateAnswer } from '../../core/model/trace.ts';

/** Which event each flow that came too late would have taken. */
export type LateAnswers = ReadonlyMap<string, LateAnswer>;

/** Late answers by the flows that wanted them. */
export function lateAnswers(late: readonly LateAnswer[]): LateAnswers {
  return new Map(late.map((answer) => [keyOf(answer.flowClass, answer.packets), answer]));
}

/** True if a flow ended because a limit had passed. */
export function isTooLate({ end }: Match): boolean {
  return end?.outcome === 'too-late';
}

/**
 * How flows that became no match ended, as columns: the limit, what was waited for, when it was decided and by which packet; of
 * those that came too late the packet (or line) that they waited for, and how late it was. `classOf`: the class of a match in the run.
 */
export function nearMissColumns(
  { matches }: MatchSet,
  late: LateAnswers,
  classOf: (match: Match) => number,
  event: 'packet' | 'line',
): readonly Column[] {
  const answer = (match: Match): LateAnswer | undefined =>
    isTooLate(match) ? late.get(keyOf(classOf(match), match.packets)) : undefined;
  const readAt = <Value>(row: number, read: (match: Match) => Value | undefined): Value | undefined => {
    const match = matches.get(row);
    return match && read(match);
  };
  const number = (id: string, kind: ColumnKind, read: (match: Match) => number | undefined): Column => ({
    type: 'number',
    description: describe(id, kind),
    number: (row) => readAt(row, read) ?? Number.NaN,
    fractional: kind !== 'integer',
  });
  const text = (id: string, read: (match: Match) => string | undefined): Column =>
    textColumn(describe(id, 'text'), (row) => readAt(row, read) ?? '');
  return [
    text('limit', ({ end }) => end?.limit),
    text('waits_for', ({ end }) => end?.what),
    number('at', 'relative-ns', ({ end }) => end?.atNs),
    number('by', 'integer', ({ end }) => (end?.by === undefined ? NONE : end.by + 1)),
    number(`late_${event}`, 'integer', (match) => {
      const packet = answer(match)?.packet;
      return packet === undefined ? NONE : packet + 1;
    }),
    number('late_by_s', 'float', (match) => {
      const byNs = answer(match)?.byNs;
      return byNs === undefined ? undefined : byNs / 1e9;
    }),
  ];
}

/** Every step and outcome of every sequence with its number of flows, tab-separated, with a heading. */
export function funnelText(files: readonly { readonly file: string; readonly classes: MatchSet['classes'] }[]): string {
  const lines = files.flatMap(({ file, classes }) =>
    classes.flatMap(({ name, funnel, completed, incomplete }) => {
      const rows = funnel
        ? [
            ...funnel.steps.map((step) => ['step', step.name, step.reached]),
            ...funnel.ends.map(({ outcome, flows }) => ['outcome', outcome, flows]),
          ]
        : [
            ['outcome', 'match', completed],
            ['outcome', 'incomplete', incomplete],
          ];
      return rows.map((row) => [file, name, ...row].map((cell) => String(cell).replace(/\s+/g, ' ')).join('\t'));
    }),
  );
  return `${['file\tclass\tkind\tname\tflows', ...lines].join('\n')}\n`;
}

function keyOf(flowClass: number, packets: readonly number[]): string {
  return `${flowClass} ${packets.slice(-MOST_TAKEN).join(',')}`;
}

function describe(id: string, kind: ColumnKind): ColumnDescription {
  return { id, label: id, kind, group: 'Sequence', unit: '', help: '', formula: '' };
}
