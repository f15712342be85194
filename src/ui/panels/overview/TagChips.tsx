import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { formatCount, formatCountOf } from '../../../base/format.ts';
import type { Cell, Question } from '../../../core/model/question.ts';
import { TAGS } from '../../../core/model/tags.ts';
import { showRowsWhere } from '../../../state/actions/view.ts';
import { useStore } from '../../../state/store.ts';
import { useRows } from '../../../state/use-rows.ts';
import { Button } from '../../widgets/Button.tsx';
import { Section } from '../../widgets/Section.tsx';
import styles from './TagChips.module.css';

const COLUMNS = ['tags', 'count'] as const;
/** Every set of tags is a group, of which a capture has a few dozen at most. */
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
  return (
    <Section title="Tags" note={range === undefined ? 'of flows' : 'of flows, in the time range'}>
      <ul className={styles.chips}>
        {TAGS.map(({ name, help }) => {
          const count = counts.get(name) ?? 0;
          return count === 0 ? undefined : (
            <li key={name}>
              <Button
                title={help}
                aria-label={`${name}: ${formatCountOf(count, 'flow')}`}
                onClick={() => showRowsWhere('flows', `tags contains ${name}`)}
              >
                {name} <span className={styles.count}>{formatCount(count)}</span>
              </Button>
            </li>
          );
        })}
      </ul>
    </Section>
  );
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
