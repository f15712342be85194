import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { getState } from '../../../state/store.ts';
import { keyWords } from '../keys.ts';
import type { Ranked } from './rank-commands.ts';
import styles from './Palette.module.css';

interface PaletteListProps {
  readonly id: string;
  readonly ranked: readonly Ranked[];
  /** Place of the action that Enter gives. */
  readonly active: number;
  readonly onChoose: (ranked: Ranked) => void;
}

/** Id of an option, for `aria-activedescendant`. */
export function optionId(list: string, place: number): string {
  return `${list}-${place}`;
}

/** Actions with what they belong to and their keys. */
export function PaletteList({ id, ranked, active, onChoose }: PaletteListProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active, ranked]);
  return (
    <div ref={list} id={id} role="listbox" aria-label="Actions" className={styles.list}>
      {ranked.map((one, place) => (
        <div
          key={one.command.id}
          id={optionId(id, place)}
          role="option"
          aria-selected={place === active}
          aria-disabled={one.command.when?.(getState()) === false}
          className={styles.option}
          // The box would lose the focus to a press of the mouse.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(one)}
        >
          <bdi className={styles.title}>
            <Title {...one} />
          </bdi>
          {one.command.group !== undefined && <span className={styles.group}>{one.command.group}</span>}
          {one.command.keys.length > 0 && (
            <span className={styles.keys}>
              {one.command.keys.map((key) => (
                <kbd key={key}>{keyWords(key)}</kbd>
              ))}
            </span>
          )}
        </div>
      ))}
    </div>
  );
}

/** The title with what fits in it set off. */
function Title({ command: { title }, marks }: Ranked): ReactNode {
  const parts: ReactNode[] = [];
  let done = 0;
  for (const [from, to] of marks) {
    parts.push(title.slice(done, from), <b key={from}>{title.slice(from, to)}</b>);
    done = to;
  }
  return [...parts, title.slice(done)];
}
