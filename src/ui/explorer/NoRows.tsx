import type { ReactNode } from 'react';
import { formatCount } from '../../base/format.ts';
import { visibleText } from '../../base/text.ts';
import { pcapText } from '../filter/filter-languages.ts';
import { PcapOffer } from '../filter/PcapOffer.tsx';
import type { GridRows } from '../table/types.ts';
import { EmptyRows, FailedRows } from './TableToolbar.tsx';
import type { Limit } from './TableToolbar.tsx';
import type { FilterFault } from '../filter/use-checked-text.ts';

interface NoRowsProps {
  readonly rows: GridRows;
  /** "flows", "packets". */
  readonly noun: string;
  readonly filter: string;
  readonly limits: readonly Limit[];
  readonly onClear: () => void;
  /** Puts another filter in force. */
  readonly onFilter: (filter: string) => void;
  readonly check: (filter: string) => Promise<FilterFault | undefined>;
  /** Why the table itself has no rows. */
  readonly none: ReactNode;
}

/** Why a grid shows no row: the table has none, a filter or a limit keeps all of them out, or the question failed. */
export function NoRows({ rows, noun, filter, limits, onClear, onFilter, check, none }: NoRowsProps) {
  const total = rows.window?.total ?? 0;
  if (rows.failure !== undefined)
    return <FailedRows rows={rows} failure={rows.failure} noun={noun} onClear={onClear} />;
  if (rows.pending) return null;
  if (total === 0) return <EmptyRows title={`No ${noun}.`}>{none}</EmptyRows>;
  const reasons = [
    ...(filter === '' ? [] : [`the filter “${visibleText(pcapText(filter) ?? filter)}”`]),
    ...limits.map(({ label }) => `the limit “${label}”`),
  ];
  return (
    <EmptyRows
      title={`None of ${formatCount(total)} ${noun} fits.`}
      onClear={onClear}
      offer={<PcapOffer text={filter} check={check} onUse={onFilter} />}
    >
      They are kept out by {reasons.join(' and ')}.
    </EmptyRows>
  );
}
