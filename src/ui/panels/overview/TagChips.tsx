import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { quoted } from '../../../base/quotes.ts';
import { formatCount, formatCountOf } from '../../../base/format.ts';
import type { Cell, Question } from '../../../core/model/question.ts';
import { TAGS, type Tag } from '../../../core/model/tags.ts';
import { showRowsWhere } from '../../../state/actions/view.ts';
import { useStore } from '../../../state/store.ts';
import { useRows } from '../../../state/use-rows.ts';
import { Button } from '../../widgets/Button.tsx';
import { Foreign } from '../../widgets/Foreign.tsx';
import { Section } from '../../widgets/Section.tsx';
import styles from './TagChips.module.css';

const COLUMNS = ['tags', 'count'] as const;
/** Every set of tags is a group, of which a capture has a few dozen; those of code may be more, and the largest are counted. */
const MOST = 1 << TAGS.length;

/** The tags that flows have, each with its count and a press away from them. */
export function TagChips(): ReactNode {
  const range = useStore((state) => state.range);
  const question = useMemo(
    (): Question => ({
      table: 'flows',
      filter: '',
      group: ['tags'],
      sort: { column: 'count', descending: true },
      ...(range !== undefined && { range }),
    }),
    [range],
  );
  const { window, want } = useRows(question, COLUMNS);
  useEffect(() => want(0, MOST), [want, question]);
  const counts = useMemo(() => countTags(window?.cells ?? []), [window]);
  if (counts.size === 0) return undefined;
  const notAll = (window?.shown ?? 0) > MOST ? `, in the ${formatCount(MOST)} most frequent sets of tags` : '';
  return (
    <Section title="Tags" note={(range === undefined ? 'of flows' : 'of flows, in the time range') + notAll}>
      <ul className={styles.chips}>
        {[...TAGS, ...ownTags(counts)].map(({ name, help }) => {
          const count = counts.get(name) ?? 0;
          return count === 0 ? undefined : (
            <li key={name}>
              <Button
                title={help}
                aria-label={`${name}: ${formatCountOf(count, 'flow')}`}
                onClick={() => showRowsWhere('flows', filterOf(name, [...counts.keys()]))}
              >
                <Foreign>{name}</Foreign> <span className={styles.count}>{formatCount(count)}</span>
              </Button>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

const KNOWN: ReadonlySet<string> = new Set(TAGS.map(({ name }) => name));

/** Tags that taggers of the code have given. */
function ownTags(counts: ReadonlyMap<string, number>): readonly Tag[] {
  const own = [...counts.keys()].filter((name) => !KNOWN.has(name));
  return own.map((name) => ({ name, help: 'Given by the code in the Sequences panel.' }));
}

/** Own tags may have any characters, and may be part of others: then the whole word is looked for. */
function filterOf(name: string, all: readonly string[]): string {
  const isPart = all.some((other) => other !== name && other.toLowerCase().includes(name.toLowerCase()));
  if (!isPart) return `tags contains ${KNOWN.has(name) ? name : quoted(name)}`;
  return `tags ~ ${quoted(`(^| )${name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}( |$)`)}`;
}

/** How many flows have each tag, from groups of equal sets. */
function countTags(groups: readonly (readonly Cell[])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [tags, count] of groups) {
    for (const tag of String(tags).split(' ')) {
      if (tag !== '') counts.set(tag, (counts.get(tag) ?? 0) + Number(count));
    }
  }
  return counts;
}
