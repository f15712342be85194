import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './Tabs.module.css';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly title: string;
  /** Shown small behind the title: a count. */
  readonly note?: string | undefined;
}

export interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
}

/** Ids that tie a tab to its panel. */
export const tabId = (id: string): string => `tab-${id}`;
export const tabPanelId = (id: string): string => `panel-${id}`;

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };

/** A row of tabs; arrows, Home and End move and select. */
export function Tabs<Id extends string>({ label, tabs, selected, onSelect }: TabsProps<Id>): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  // In a narrow window the row scrolls: what was selected by key or link comes into view.
  useEffect(() => {
    const tab = list.current?.querySelector(`#${tabId(selected)}`);
    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [selected]);
  const move = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const from = tabs.findIndex((tab) => tab.id === selected);
    const to = tabs[Math.min(tabs.length - 1, Math.max(0, from + step))];
    if (to === undefined) return;
    onSelect(to.id);
    list.current?.querySelector<HTMLElement>(`#${tabId(to.id)}`)?.focus();
  };
  return (
    <div role="tablist" aria-label={label} className={styles.list} ref={list} onKeyDown={move}>
      {tabs.map(({ id, title, note }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={tabId(id)}
          aria-selected={id === selected}
          aria-controls={tabPanelId(id)}
          tabIndex={id === selected ? 0 : -1}
          className={classNames(styles.tab, id === selected && styles.selected)}
          onClick={() => onSelect(id)}
        >
          {title}
          {note !== undefined && <span className={styles.note}>{note}</span>}
        </button>
      ))}
    </div>
  );
}
