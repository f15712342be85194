import type { ReactNode } from 'react';
import { formatBytes, formatCount, formatCountOf } from '../../../base/format.ts';
import type { CaptureFile, CaptureOrder, CaptureSummary } from '../../../core/model/capture-info.ts';
import { joinOtherwise } from '../../../state/actions/reader-trouble.ts';
import { showPacketsWhere } from '../../../state/actions/view.ts';
import { failureMessage } from '../../words/messages.ts';
import { Button } from '../../widgets/Button.tsx';
import { Section } from '../../widgets/Section.tsx';
import { Foreign } from '../../widgets/Foreign.tsx';
import styles from '../../widgets/facts.module.css';

const SHOWN = 200;
const NOTES: Readonly<Record<CaptureOrder, string>> = {
  time: 'joined by the times of their packets',
  list: 'read one after the other',
};
const OTHERS: Readonly<Record<CaptureOrder, { readonly order: CaptureOrder; readonly words: string }>> = {
  time: { order: 'list', words: 'Read them one after the other' },
  list: { order: 'time', words: 'Join them by time' },
};

/** The files that are open as one capture, and the way to join them otherwise; nothing for a single file. */
export function FileTable({ summary }: { readonly summary: CaptureSummary }): ReactNode {
  const { files, order } = summary;
  if (files.length < 2) return undefined;
  const other = OTHERS[order];
  return (
    <Section title="Files" note={`${formatCount(files.length)}, ${NOTES[order]}`}>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">Format</th>
              <th scope="col" className={styles.number}>
                Size
              </th>
              <th scope="col" className={styles.number}>
                Packets
              </th>
            </tr>
          </thead>
          <tbody>
            {files.slice(0, SHOWN).map((file, at) => (
              <FileRow key={at} file={file} />
            ))}
          </tbody>
        </table>
      </div>
      {files.length > SHOWN && <p className={styles.dim}>and {formatCountOf(files.length - SHOWN, 'more file')}</p>}
      <Button look="link" onClick={() => void joinOtherwise(other.order)}>
        {other.words}
      </Button>
    </Section>
  );
}

function FileRow({ file }: { readonly file: CaptureFile }): ReactNode {
  const { name, format, compression, fileBytes, packets, failure } = file;
  const packed = compression === 'none' ? '' : ` in ${compression}`;
  return (
    <tr>
      <td>
        {packets > 0 ? (
          <Button look="link" onClick={() => showPacketsWhere(`file = ${JSON.stringify(name)}`)}>
            <Foreign>{name}</Foreign>
          </Button>
        ) : (
          <Foreign>{name}</Foreign>
        )}
      </td>
      <td>{failure === undefined ? `${format}${packed}` : failureMessage(failure).sentence}</td>
      <td className={styles.number}>{formatBytes(fileBytes)}</td>
      <td className={styles.number}>{failure === undefined ? formatCount(packets) : ''}</td>
    </tr>
  );
}
