import { formatDurationNs } from '../../base/format.ts';
import type { Question, TimeRange } from '../../core/model/question.ts';
import type { TableDescription } from '../../core/model/table.ts';

/** What of a view is told in words. */
interface ViewParts {
  readonly descriptions: readonly TableDescription[];
  readonly tables: Readonly<Record<string, { readonly filter: string; readonly sort: Question['sort'] }>>;
  readonly range: TimeRange | undefined;
  readonly flowFilter: number | undefined;
  readonly flow: number | undefined;
  readonly packet: number | undefined;
}

/** Each limit and each selection of a view in words. */
export function viewWords(view: ViewParts): readonly string[] {
  const { descriptions, tables, range, flowFilter, flow, packet } = view;
  const filters = descriptions.flatMap(({ id, nouns }) => {
    const { filter = '', sort } = tables[id] ?? {};
    const sorted = sort === undefined ? [] : [`${nouns} sorted by ${sort.column}`];
    return filter === '' ? sorted : [`${nouns} with “${filter}”`, ...sorted];
  });
  return [
    ...filters,
    ...(range === undefined ? [] : [`from ${formatDurationNs(range.fromNs)} to ${formatDurationNs(range.toNs)}`]),
    ...(flowFilter === undefined ? [] : [`packets of flow ${flowFilter}`]),
    ...(flow === undefined ? [] : [`flow ${flow} in detail`]),
    ...(packet === undefined ? [] : [`packet ${packet + 1} in detail`]),
  ];
}
