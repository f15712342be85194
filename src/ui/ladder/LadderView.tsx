import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { formatDurationNs } from '../../base/format.ts';
import type { PacketIndex } from '../../core/model/units.ts';
import { hostScheme, NO_WISHES } from './hosts.ts';
import { HostsButton } from './HostsButton.tsx';
import { Ladder } from './Ladder.tsx';
import { LadderTable } from './LadderTable.tsx';
import { pixelNs, type LadderContent } from './layout.ts';
import styles from './Ladder.module.css';

export interface LadderViewProps {
  /** Accessible name. */
  readonly label: string;
  readonly content: LadderContent;
  readonly showOthers: boolean;
  /** `events` are packets of no match. */
  readonly plain: boolean;
  readonly formatTime: (timeNs: number) => string;
  readonly onSelect: (packet: PacketIndex) => void;
  readonly onOpen: (packet: PacketIndex) => void;
  /** Stands before the tools. */
  readonly tools?: ReactNode;
}

/** A ladder with what can be said of it: its lifelines, its gaps, and the same as a table. */
export function LadderView({ content, showOthers, plain, tools, ...rest }: LadderViewProps): ReactNode {
  const [wishes, setWishes] = useState(NO_WISHES);
  const [scaled, setScaled] = useState(false);
  const [asTable, setAsTable] = useState(false);
  const packets = useMemo(() => [...content.events, ...content.others], [content]);
  const hosts = useMemo(() => hostScheme(packets, wishes), [packets, wishes]);
  const options = useMemo(
    () => ({ hosts, plain, gaps: scaled ? ('scale' as const) : ('folded' as const) }),
    [hosts, plain, scaled],
  );
  return (
    <div className={styles.view}>
      <div className={styles.tools}>
        {tools}
        <HostsButton packets={packets} hosts={hosts} wishes={wishes} onWishes={setWishes} />
        <label>
          <input type="checkbox" checked={scaled} onChange={({ target }) => setScaled(target.checked)} />
          Gaps to scale
        </label>
        {scaled && <span className={styles.dim}>10 px between rows are {formatDurationNs(10 * pixelNs(content))}</span>}
        <label>
          <input type="checkbox" checked={asTable} onChange={({ target }) => setAsTable(target.checked)} />
          As a table
        </label>
      </div>
      <div className={styles.drawn}>
        {asTable ? (
          <LadderTable {...rest} content={content} showOthers={showOthers} options={options} />
        ) : (
          <Ladder {...rest} content={content} showOthers={showOthers} options={options} />
        )}
      </div>
    </div>
  );
}
