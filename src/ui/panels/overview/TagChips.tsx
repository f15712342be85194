import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { formatCount, formatCountOf } from '../../../base/format.ts';
import type { Question } from '../../../core/model/question.ts';
import { CHAINS_LABEL_WORDS, CHAINS_TAG_WORDS, TAGS, type Tag } from '../../../core/model/tags.ts';
import { showRowsWhere } from '../../../state/actions/view.ts';
import { useStore } from '../../../state/store.ts';
import { useTableDescription } from '../../../state/tables.ts';
import { useRows } from '../../../state/use-rows.ts';
import { Button } from '../../widgets/Button.tsx';
import { classNames } from '../../widgets/class-names.ts';
import { Foreign } from '../../widgets/Foreign.tsx';
import { Section } from '../../widgets/Section.tsx';
import controls from '../../widgets/controls.module.css';
import { countTags, filterOfTag, ownTags } from './tag-counts.ts';
import styles from './TagChips.module.css';

/** Rows that are tagged, and what their tags can be. */
interface TagChoice {
  readonly title: string;
  readonly table: 'flows' | 'hosts';
  readonly column: string;
  readonly words: readonly Tag[];
  /** Which rows: of addresses those that Chains does not call by a name. */
  readonly filter: string;
}

const OURS: TagChoice = {
  title: 'Flowloom’s, and your code’s',
  table: 'flows',
  column: 'tags',
  words: TAGS,
  filter: '',
};
/** Ours, and beside it what Chains gives. */
const CHOICES: readonly TagChoice[] = [
  OURS,
  { title: 'Chains’ tags', table: 'flows', column: 'chains_tags', words: CHAINS_TAG_WORDS, filter: '' },
  {
    title: 'Chains’ labels of addresses',
    table: 'hosts',
    column: 'chains_label',
    words: CHAINS_LABEL_WORDS,
    filter: `chains_label in {${CHAINS_LABEL_WORDS.map(({ name }) => name).join(', ')}}`,
  },
];

/** Every set of tags is a group, of which a capture has a few dozen; those of code may be more, and the largest are counted. */
const MOST = 1 << TAGS.length;

/** The tags that flows have, each with its count and a press away from them; ours with those of code, or as Chains has them. */
export function TagChips(): ReactNode {
  const [title, setTitle] = useState(OURS.title);
  const choice = CHOICES.find((one) => one.title === title) ?? OURS;
  const inRange = useStore((state) => state.range !== undefined);
  const { counts, note } = useCounts(choice);
  const { nouns, noun } = useTableDescription(choice.table);
  if (counts.size === 0 && choice === OURS) return undefined;
  return (
    <Section title="Tags" note={`of ${nouns}${inRange ? ', in the time range' : ''}${note}`}>
      <select
        aria-label="Whose tags"
        className={classNames(controls.select, styles.whose)}
        value={title}
        onChange={({ target }) => setTitle(target.value)}
      >
        {CHOICES.map((one) => (
          <option key={one.title}>{one.title}</option>
        ))}
      </select>
      <ul className={styles.chips}>
        {[...choice.words, ...ownTags(counts, choice.words)].map(({ name, help }) => {
          const count = counts.get(name) ?? 0;
          return count === 0 ? undefined : (
            <li key={name}>
              <Button
                title={help}
                aria-label={`${name}: ${formatCountOf(count, noun)}`}
                onClick={() => showRowsWhere(choice.table, filterOf(choice, name, counts))}
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

function filterOf({ column, words, filter }: TagChoice, name: string, counts: ReadonlyMap<string, number>): string {
  // Of addresses the column has names too, which may have the word in them.
  if (filter !== '') return `${column} = ${name}`;
  const isKnown = words.some((tag) => tag.name === name);
  return filterOfTag(column, name, isKnown, [...counts.keys()]);
}

/** How many rows have each tag; what is said of sets that are not counted. */
function useCounts({ table, column, filter }: TagChoice) {
  const range = useStore((state) => state.range);
  const columns = useMemo(() => [column, 'count'], [column]);
  const question = useMemo(
    (): Question => ({
      table,
      filter,
      group: [column],
      sort: { column: 'count', descending: true },
      ...(range !== undefined && { range }),
    }),
    [table, filter, column, range],
  );
  const { window, want, key, questionKey } = useRows(question, columns);
  useEffect(() => want(0, MOST), [want, question]);
  const answer = key === questionKey ? window : undefined;
  const counts = useMemo(() => countTags(answer?.cells ?? []), [answer]);
  const isCut = (answer?.shown ?? 0) > MOST;
  return { counts, note: isCut ? `, in the ${formatCount(MOST)} most frequent sets of tags` : '' };
}
