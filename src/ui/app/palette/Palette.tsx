import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { formatCountOf } from '../../../base/format.ts';
import { furtherCommands, offeredCommands, type Command } from '../../../state/commands.ts';
import { getState } from '../../../state/store.ts';
import { listFurtherCommands, listSectionCommands } from './further-commands.ts';
import type { PaletteProps } from './palette-props.ts';
import { numberCommands } from './number-commands.ts';
import { optionId, PaletteList } from './PaletteList.tsx';
import { rankCommands, type Ranked } from './rank-commands.ts';
import styles from './Palette.module.css';

/** Actions that are listed at a time. */
const MOST_LISTED = 60;
/** Options that a page key passes over. */
const PAGE = 8;

/** All that can be done now, to be found by words: a modal list whose focus stays in the box above it. */
export function Palette({ commands, open, onClose, onDifferences }: PaletteProps): ReactNode {
  const sheet = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) sheet.current?.showModal();
    else sheet.current?.close();
  }, [open]);
  const close = (): void => {
    // Now, so that the focus is back before something is done that moves it.
    sheet.current?.close();
    onClose();
  };
  const closeOutside = (event: MouseEvent): void => {
    if (event.target === sheet.current) close();
  };
  return (
    <dialog ref={sheet} className={styles.dialog} aria-label="All actions" onClose={onClose} onClick={closeOutside}>
      {open && <Finder commands={commands} close={close} onDifferences={onDifferences} />}
    </dialog>
  );
}

interface FinderProps extends Pick<PaletteProps, 'commands' | 'onDifferences'> {
  readonly close: () => void;
}

function Finder({ commands, close, onDifferences }: FinderProps): ReactNode {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const possible = usePossible(commands, onDifferences);
  const found = useMemo(() => findAll(query, possible), [query, possible]);
  const listed = found.slice(0, MOST_LISTED);
  const at = Math.min(active, listed.length - 1);
  const write = (text: string): void => {
    setQuery(text);
    setActive(0);
  };
  const choose = ({ command }: Ranked): void => {
    if (command.when?.(getState()) === false) return;
    close();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = targetOf(event, at, listed.length);
    const chosen = listed[at];
    if (to !== undefined) setActive(to);
    else if (event.key === 'Enter' && chosen !== undefined) choose(chosen);
    else if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) close();
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        type="text"
        role="combobox"
        aria-label="Find an action"
        aria-autocomplete="list"
        aria-expanded={listed.length > 0}
        aria-controls={listed.length > 0 ? listId : undefined}
        aria-activedescendant={at >= 0 ? optionId(listId, at) : undefined}
        placeholder="Find an action, a column, a filter used before, packet 12 …"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        className={styles.input}
        value={query}
        onChange={({ target }) => write(target.value)}
        onKeyDown={onKeyDown}
      />
      {listed.length > 0 && <PaletteList id={listId} ranked={listed} active={at} onChoose={choose} />}
      <p role="status" className={styles.foot}>
        {countWords(found.length, listed.length)}
      </p>
    </>
  );
}

/** What can be done in the state that the list was opened in. */
function usePossible(commands: readonly Command[], onDifferences: () => void): readonly Command[] {
  const [at] = useState(() => {
    const state = getState();
    const now = [...offeredCommands(), ...commands, ...listFurtherCommands({ differences: onDifferences })];
    return now.filter(({ id, when }) => id !== 'palette' && when?.(state) !== false);
  });
  const [further, setFurther] = useState<readonly Command[]>([]);
  useEffect(() => {
    let awaited = true;
    const add = (later: readonly Command[]): void => {
      if (awaited) setFurther((before) => [...before, ...later]);
    };
    void furtherCommands().then(add);
    // Without its pages the documentation has no sections to be found.
    void listSectionCommands().then(add, () => undefined);
    return () => void (awaited = false);
  }, []);
  return useMemo(() => [...at, ...further], [at, further]);
}

function findAll(query: string, possible: readonly Command[]): readonly Ranked[] {
  const byNumber = numberCommands(query, getState()).map((command) => ({ command, marks: [] }));
  return [...byNumber, ...rankCommands(possible, query)];
}

/** The option that a key leads to, round and round; undefined for all other keys. */
function targetOf({ key }: KeyboardEvent, at: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (at - 1 + count) % count;
    case 'PageDown':
      return Math.min(count - 1, at + PAGE);
    case 'PageUp':
      return Math.max(0, at - PAGE);
    default:
      return undefined;
  }
}

function countWords(found: number, listed: number): string {
  if (found === 0) return 'Nothing here has these words.';
  return found === listed ? formatCountOf(found, 'action') : `The first ${listed} of ${formatCountOf(found, 'action')}`;
}
