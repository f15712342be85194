import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { formatCount, formatCountOf } from '../../../../base/format.ts';
import type { ColumnDescription } from '../../../../core/model/column.ts';
import type { Distribution } from '../../../../core/model/distribution.ts';
import type { Failure } from '../../../../core/model/failure.ts';
import { joinFilters } from '../../../../core/model/group-filter.ts';
import { setTableView } from '../../../../state/actions/view.ts';
import { engine } from '../../../../state/engine-port.ts';
import { useQuestion } from '../../../../state/question.ts';
import { useTableDescription } from '../../../../state/tables.ts';
import { Dialog } from '../../../widgets/Dialog.tsx';
import { Foreign } from '../../../widgets/Foreign.tsx';
import { answerFailure } from '../../../words/row-failure.ts';
import { barsOf, mayBeSpread, type Bar } from './bar-words.ts';
import styles from './Distribution.module.css';

/** The columns of sequences whose values bars can show: captured ones first, then gaps between steps, then the rest. */
function useSpreadColumns(): readonly ColumnDescription[] {
  const { columns } = useTableDescription('matches');
  return useMemo(() => {
    const all = columns.filter(mayBeSpread);
    const rank = ({ group, id }: ColumnDescription): number =>
      group !== 'Sequence' ? 0 : id.startsWith('gap_') ? 1 : 2;
    return all.toSorted((a, b) => rank(a) - rank(b));
  }, [columns]);
}

/** How the values of one column spread over the sequences that are listed; a press on a bar keeps those of it. */
export function DistributionDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const columns = useSpreadColumns();
  const [id, setId] = useState(columns[0]?.id ?? '');
  const column = columns.find((one) => one.id === id) ?? columns[0];
  return (
    <Dialog title="Distribution of the sequences listed" open onClose={onClose} size="wide">
      <label className={styles.choice}>
        <span>Column</span>
        <select value={column?.id} onChange={({ target }) => setId(target.value)}>
          {columns.map((one) => (
            <option key={one.id} value={one.id}>
              {one.label}
              {one.unit === '' ? '' : ` (${one.unit})`}
            </option>
          ))}
        </select>
      </label>
      {column !== undefined && <Spread key={column.id} column={column} onClose={onClose} />}
    </Dialog>
  );
}

type Answer = { readonly value: Distribution } | { readonly failure: Failure } | undefined;

function Spread({ column, onClose }: { readonly column: ColumnDescription; readonly onClose: () => void }): ReactNode {
  const question = useQuestion('matches');
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => {
    let isWanted = true;
    void engine()
      .data.distribution(question, column.id)
      .then((reply) => {
        if (isWanted) setAnswer(reply.ok ? { value: reply.value } : { failure: reply.failure });
      });
    return () => void (isWanted = false);
  }, [question, column.id]);
  if (answer === undefined) return <p className={styles.note}>Counting …</p>;
  if ('failure' in answer) return <p className={styles.note}>{answerFailure(answer.failure)}</p>;
  const { value } = answer;
  const keep = (bar: Bar): void => {
    setTableView('matches', { filter: joinFilters(question.filter, bar.filter) });
    onClose();
  };
  return (
    <>
      <p className={styles.note} role="status">
        {noteOf(value)}
      </p>
      <ul className={styles.bars} aria-label="Bars">
        {barsOf(value, column).map((bar) => (
          <li key={bar.filter}>
            <button
              type="button"
              className={styles.bar}
              disabled={bar.count === 0}
              title={`Keep only these: ${bar.filter}`}
              onClick={() => keep(bar)}
            >
              <span className={styles.range}>
                <Foreign>{bar.range}</Foreign>
              </span>
              <span className={styles.track} aria-hidden>
                <span className={styles.fill} style={{ inlineSize: `${bar.share * 100}%` }} />
              </span>
              <span className={styles.count}>{formatCount(bar.count)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function noteOf({ counts, missing, logarithmic }: Distribution): string {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const none = missing === 0 ? '' : `, ${formatCount(missing)} without a value`;
  const widths = logarithmic ? ' Bars grow wider: 1, 2, 5, 10 …' : '';
  return `${formatCountOf(rows, 'sequence')}${none}. Each bar has its lower end, not its upper one; press one to keep its sequences.${widths}`;
}
