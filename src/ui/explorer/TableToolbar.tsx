import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCount, formatCountOf } from '../../base/format.ts';
import type { Failure } from '../../core/model/failure.ts';
import type { GridRows } from '../table/types.ts';
import { answerFailure, mayAskAgain } from '../words/row-failure.ts';
import { Button } from '../widgets/Button.tsx';
import { EmptyState } from '../widgets/EmptyState.tsx';
import controls from '../widgets/controls.module.css';

/** A limit in force beside the filter, which can be lifted. */
export interface Limit {
  readonly label: string;
  readonly lift: () => void;
}

/** The limits in force as chips, each with a button that lifts it. */
export function LimitChips({ limits }: { readonly limits: readonly Limit[] }) {
  if (limits.length === 0) return null;
  return (
    <ul aria-label="Limits in force" className={controls.chips}>
      {limits.map(({ label, lift }) => (
        <li key={label} className={controls.chip}>
          {label}
          <button type="button" aria-label={`Remove limit: ${label}`} onClick={lift}>
            <X size={13} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}

interface ShownCountProps {
  /** undefined: not known, since the question has failed. */
  readonly shown: number | undefined;
  readonly total: number;
  /** One row: "flow", "packet". */
  readonly noun: string;
  /** Spoken when it changes; not while a capture is read, when it changes all the time. */
  readonly live: boolean;
  /** Another filter is being written. */
  readonly waiting: boolean;
}

/** How many rows are shown: "12 345 of 75 000 flows". */
export function ShownCount({ shown, total, noun, live, waiting }: ShownCountProps) {
  const all = formatCountOf(total, noun);
  return (
    <>
      <span role="status" aria-live={live ? 'polite' : 'off'} className={controls.counts}>
        {shown === undefined ? 'not counted' : shown === total ? all : `${formatCount(shown)} of ${all}`}
      </span>
      {waiting && (
        <span aria-hidden className={controls.counts}>
          typing …
        </span>
      )}
    </>
  );
}

interface EmptyRowsProps {
  readonly title: string;
  readonly children?: ReactNode;
  /** Shown as a button if there is something to lift. */
  readonly onClear?: (() => void) | undefined;
  /** Another way out, before that button. */
  readonly offer?: ReactNode;
}

/** Why there are no rows, and the way out. */
export function EmptyRows({ title, children, onClear, offer }: EmptyRowsProps) {
  return (
    <EmptyState title={title}>
      {children !== undefined && <div>{children}</div>}
      {offer}
      {onClear !== undefined && <Button onClick={onClear}>Clear filters</Button>}
    </EmptyState>
  );
}

interface FailedRowsProps {
  readonly rows: Pick<GridRows, 'again'>;
  readonly failure: Failure;
  /** "flows", "packets". */
  readonly noun: string;
  readonly onClear?: (() => void) | undefined;
}

/** That and why rows cannot be shown: nothing of another question stands in their place. */
export function FailedRows({ rows, failure, noun, onClear }: FailedRowsProps) {
  return (
    <EmptyRows
      title={`These ${noun} cannot be shown.`}
      onClear={onClear}
      offer={mayAskAgain(failure) && <Button onClick={() => rows.again()}>Ask again</Button>}
    >
      {answerFailure(failure)}
    </EmptyRows>
  );
}

/** Limits the table to rows that belong to a found sequence. */
export function MatchedToggle({ onPress }: { readonly onPress: () => void }) {
  return (
    <Button onClick={onPress}>
      <span aria-hidden="true" className={controls.mark}>
        ◆
      </span>{' '}
      In sequences
    </Button>
  );
}
