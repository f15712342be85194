import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { PacketIndex } from '../../core/model/units.ts';
import { Button } from '../widgets/Button.tsx';
import { Foreign } from '../widgets/Foreign.tsx';
import { BY_ADDRESS } from './hosts.ts';
import { layoutLadder, type LadderContent, type LadderOptions } from './layout.ts';
import { gapLabel, labelOf } from './words.ts';
import styles from './Ladder.module.css';

interface LadderTableProps {
  readonly label: string;
  readonly content: LadderContent;
  readonly showOthers: boolean;
  readonly options: LadderOptions;
  readonly formatTime: (timeNs: number) => string;
  readonly onOpen: (packet: PacketIndex) => void;
}

/** Its places are of no use in a table. */
const NO_SPACE = { gutter: 0, width: 0, leastLane: 1 };

/** A ladder in rows and columns, for those who cannot or do not want to read the picture. */
export function LadderTable({ label, content, showOthers, options, formatTime, onOpen }: LadderTableProps): ReactNode {
  const { rows } = useMemo(() => layoutLadder(content, showOthers, NO_SPACE, options), [content, showOthers, options]);
  const { keyOf, nameOf } = options.hosts ?? BY_ADDRESS;
  const isMatch = options.plain !== true;
  return (
    <div className={styles.table} role="region" tabIndex={0} aria-label={`${label}, as a table`}>
      <table>
        <thead>
          <tr>
            {['Packet', 'Time', 'Gap', ...(isMatch ? ['Event'] : []), 'From', 'To', 'What it says'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ packet, number, gapNs }) => (
            <tr key={`${packet.packet} ${number}`}>
              <td>
                <Button look="link" onClick={() => onOpen(packet.packet)}>
                  {packet.packet + 1}
                </Button>
              </td>
              <td>{formatTime(packet.timeNs)}</td>
              <td>{gapNs === undefined ? '' : gapLabel(gapNs)}</td>
              {isMatch && <td>{number > 0 ? number : ''}</td>}
              <td>
                <Foreign>{nameOf(keyOf(packet, 0))}</Foreign>
              </td>
              <td>
                <Foreign>{nameOf(keyOf(packet, 1))}</Foreign>
              </td>
              <td>
                <Foreign>{labelOf(packet)}</Foreign>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
