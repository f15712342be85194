import type { ReactNode } from 'react';
import { formatCount, formatCountOf } from '../../base/format.ts';
import type { StreamPart, StreamPiece, StreamReading } from '../../core/model/stream.ts';
import { stopExport } from '../../state/actions/export.ts';
import { useExporting } from '../../state/export.ts';
import { Button } from '../widgets/Button.tsx';
import { Foreign } from '../widgets/Foreign.tsx';
import { showPieceInPackets } from './show-piece.ts';
import { markWords } from './stream-words.ts';
import styles from './Stream.module.css';

interface StreamFootProps {
  readonly part: StreamPart;
  /** The chosen one. */
  readonly piece: StreamPiece | undefined;
  /** What is to be said of the file that was saved last. */
  readonly saved: string | undefined;
}

/** The chosen packet, and what goes on with a file. */
export function StreamFoot({ part, piece, saved }: StreamFootProps): ReactNode {
  const exporting = useExporting((state) => state.exporting);
  return (
    <div className={styles.foot}>
      <p role="status" className={styles.words}>
        <Foreign>
          {piece === undefined
            ? 'Press a text, or left and right, to choose its packet.'
            : pieceWords(piece, part.reading)}
        </Foreign>
      </p>
      {piece !== undefined && (
        <Button onClick={() => showPieceInPackets(part.flow, piece)}>Show packet {piece.packet + 1}</Button>
      )}
      {exporting !== undefined && (
        <span className={styles.saving}>
          Writing <Foreign>{exporting.name}</Foreign>{' '}
          {exporting.total > 0 && `${formatCount(exporting.done)} of ${formatCount(exporting.total)} packets `}
          <Button onClick={() => void stopExport()}>Cancel</Button>
        </span>
      )}
      {exporting === undefined && saved !== undefined && (
        <p role="status" className={styles.saving}>
          <Foreign>{saved}</Foreign>
        </p>
      )}
    </div>
  );
}

function pieceWords(piece: StreamPiece, reading: StreamReading): string {
  const { way, packet, offset, length, kind } = piece;
  const arrow = way === 0 ? '→' : '←';
  if (kind !== 'bytes') return `${arrow} Packet ${packet + 1}: ${markWords(piece)}`;
  const bytes = formatCountOf(length, 'byte');
  if (reading === 'http') return `${arrow} ${bytes} of a message, from packet ${packet + 1} on`;
  return `${arrow} Packet ${packet + 1}: ${bytes} from byte ${formatCount(offset)} of this direction on`;
}
