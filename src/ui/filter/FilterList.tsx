import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { FilterOption } from './use-filter-list.ts';
import styles from './FilterList.module.css';

interface FilterListProps {
  readonly id: string;
  readonly label: string;
  readonly options: readonly FilterOption[];
  readonly active: number;
  readonly onChoose: (option: FilterOption) => void;
}

/** Id of an option, for `aria-activedescendant`. */
export function optionId(list: string, place: number): string {
  return `${list}-${place}`;
}

/** What may be written next, or filters used before. The focus stays in the box. */
export function FilterList({ id, label, options, active, onChoose }: FilterListProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div ref={list} id={id} role="listbox" aria-label={label} className={styles.list}>
      {options.map((option, place) => (
        <div
          key={`${option.kind} ${option.text}`}
          id={optionId(id, place)}
          role="option"
          aria-selected={place === active}
          className={styles.option}
          data-kind={option.kind}
          // The box would lose the focus to a press of the mouse.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(option)}
        >
          <span className={styles.text}>{option.text}</span>
          {option.note !== '' && <span className={styles.note}>{option.note}</span>}
        </div>
      ))}
    </div>
  );
}
