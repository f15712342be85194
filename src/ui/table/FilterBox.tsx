import { CircleHelp, X } from 'lucide-react';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import type { ColumnDescription } from '../../core/model/column.ts';
import { IconButton } from '../widgets/Button.tsx';
import type { FilterExample } from './filter-example.ts';
import { FilterHelp } from './FilterHelp.tsx';
import { PopoverButton } from './Popover.tsx';
import styles from './FilterBox.module.css';

/** What is wrong with a filter text, as the engine says it. */
export interface FilterFault {
  readonly detail?: string;
  /** Character of the text. */
  readonly offset?: number;
}

interface FilterBoxProps {
  /** "Filter flows", "Filter packets". */
  readonly label: string;
  /** The filter in force. */
  readonly value: string;
  readonly onApply: (filter: string) => void;
  /** Checks a text; undefined if it can be used. */
  readonly check: (filter: string) => Promise<FilterFault | undefined>;
  /** Columns that a filter may name. */
  readonly fields: readonly ColumnDescription[];
  readonly examples: readonly FilterExample[];
}

export type { FilterExample };

const DEBOUNCE_MS = 250;

/** A box for a filter: checked as it is typed, in force once it is right; a fault is shown under its place. */
export function FilterBox({ label, value, onApply, check, fields, examples }: FilterBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const faultId = useId();
  const { text, fault, type, applyNow } = useCheckedText(value, onApply, check);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') applyNow(text);
    if (event.key !== 'Escape') return;
    if (text === '') input.current?.blur();
    else applyNow('');
  };
  const insert = (addition: string): void => {
    type(text === '' || text.endsWith(' ') ? text + addition : `${text} ${addition}`);
    input.current?.focus();
  };
  return (
    <div className={styles.box}>
      <div className={styles.line} data-fault={fault !== undefined ? '' : undefined}>
        <input
          ref={input}
          type="text"
          aria-label={label}
          aria-invalid={fault !== undefined}
          aria-describedby={fault === undefined ? undefined : faultId}
          aria-keyshortcuts="/"
          data-filter=""
          placeholder={`${label}: text, or field = value`}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          className={styles.input}
          value={text}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {text !== '' && (
          <IconButton
            label="Clear the filter"
            icon={<X aria-hidden />}
            className={styles.icon}
            onClick={() => applyNow('')}
          />
        )}
        <PopoverButton
          name="How to filter"
          title="How to filter"
          look="plain"
          className={styles.icon}
          icon={<CircleHelp aria-hidden />}
        >
          {(close) => (
            <FilterHelp
              fields={fields}
              examples={examples}
              onField={(id) => insert(`${id} `)}
              onExample={(filter) => {
                close();
                applyNow(filter);
              }}
            />
          )}
        </PopoverButton>
      </div>
      {fault !== undefined && <Fault id={faultId} fault={fault} scrolled={input} />}
    </div>
  );
}

/** The fault, its caret under the character that it is about: both are written in one-width letters. */
function Fault({
  id,
  fault,
  scrolled,
}: {
  readonly id: string;
  readonly fault: FilterFault;
  readonly scrolled: RefObject<HTMLInputElement | null>;
}) {
  const [hidden, setHidden] = useState(0);
  useEffect(() => setHidden(scrolled.current?.scrollLeft ?? 0), [fault, scrolled]);
  return (
    <div className={styles.fault}>
      {fault.offset !== undefined && (
        <span
          aria-hidden="true"
          className={styles.caret}
          style={{ left: `calc(${fault.offset}ch - ${hidden}px + 9px)` }}
        >
          <span>▲</span>
        </span>
      )}
      <span id={id} role="status">
        {fault.detail ?? 'This filter cannot be read.'}
      </span>
    </div>
  );
}

interface CheckedText {
  readonly text: string;
  readonly fault: FilterFault | undefined;
  /** Takes what was typed; checked after a pause. */
  readonly type: (text: string) => void;
  /** Checks at once and puts the text in force if it is right. */
  readonly applyNow: (text: string) => void;
}

/** The text being typed, and the filter in force, which follow each other. */
function useCheckedText(
  value: string,
  onApply: FilterBoxProps['onApply'],
  check: FilterBoxProps['check'],
): CheckedText {
  const [text, setText] = useState(value);
  const [inForce, setInForce] = useState(value);
  const [fault, setFault] = useState<FilterFault>();
  const newest = useRef(value);
  const timer = useRef(0);
  if (value !== inForce) {
    // Another view has changed the filter: it replaces what is being typed.
    setInForce(value);
    if (value !== text.trim()) {
      setText(value);
      setFault(undefined);
    }
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  const checkAndApply = useCallback(
    async (next: string) => {
      const found = await check(next.trim());
      if (newest.current !== next) return;
      setFault(found);
      if (found === undefined) onApply(next.trim());
    },
    [check, onApply],
  );
  const take = (next: string, wait: number): void => {
    newest.current = next;
    setText(next);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void checkAndApply(next), wait);
  };
  return { text, fault, type: (next) => take(next, DEBOUNCE_MS), applyNow: (next) => take(next, 0) };
}
