import { Download, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCount, formatCountOf } from '../../../base/format.ts';
import { lossSentences } from '../../../core/model/added-words.ts';
import type { AddedSummary, OperatorReport, PrintedLines } from '../../../core/model/operators.ts';
import { removeAdded } from '../../../state/actions/added.ts';
import { showPanel } from '../../../state/actions/view.ts';
import { useStore } from '../../../state/store.ts';
import { Banner } from '../../widgets/Banner.tsx';
import { Button } from '../../widgets/Button.tsx';
import { downloadBlob } from '../../widgets/download.ts';
import { Foreign } from '../../widgets/Foreign.tsx';
import { addedWords, allLines, firstPieces } from './added-words.ts';
import { runFacts } from './run-words.ts';
import styles from './AddedStatus.module.css';

/** What plugins, links, taggers and printers of the code have left behind, as long as it is there. */
export function AddedStatus(): ReactNode {
  const added = useStore((state) => state.added);
  const isRunning = useStore((state) => state.run.phase === 'running');
  if (added === undefined) return undefined;
  return (
    <>
      {added.operators.map((report) => (
        <Fault key={report.name} report={report} />
      ))}
      <section className={styles.added} aria-label="Added by your code">
        <div className={styles.bar}>
          <p role="status">{addedWords(added)}</p>
          <Tables added={added} />
          {hasColumns(added) && (
            <Button
              icon={<X aria-hidden />}
              disabled={isRunning}
              title="Takes the columns and tags away; flows end where they did before"
              onClick={() => void removeAdded()}
            >
              Remove
            </Button>
          )}
        </div>
        {lossSentences(added.losses).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {added.lines.packets.length > 0 && <Lines lines={added.lines} />}
      </section>
    </>
  );
}

function hasColumns({ packetColumns, flowColumns, cuts }: AddedSummary): boolean {
  return packetColumns + flowColumns + cuts > 0;
}

function Tables({ added }: { readonly added: AddedSummary }): ReactNode {
  return (
    <>
      {added.flowColumns + added.cuts > 0 && <Button onClick={() => showPanel('flows')}>Show flows</Button>}
      {added.packetColumns > 0 && <Button onClick={() => showPanel('packets')}>Show packets</Button>}
    </>
  );
}

function Fault({ report: { name, fault } }: { readonly report: OperatorReport }): ReactNode {
  if (fault === undefined) return undefined;
  return (
    <Banner tone="danger" title="Code threw an error; the rest of the run went on.">
      <p className={styles.facts}>
        <span className={styles.note}>In the code’s own words: </span>
        <bdi>{name}</bdi>: <bdi>{runFacts(fault)}</bdi>
      </p>
    </Banner>
  );
}

/** What printers wrote: the first pieces, and all of it as a file. */
function Lines({ lines }: { readonly lines: PrintedLines }): ReactNode {
  const { packets, omitted, ends } = lines;
  const shown = firstPieces(lines);
  const save = (): void => downloadBlob(new Blob([allLines(lines)], { type: 'text/plain' }), 'lines.txt');
  const more = packets.length > shown.length ? `the first ${formatCount(shown.length)} are shown, ` : '';
  const lost =
    omitted === 0
      ? ''
      : ` ${formatCount(omitted)} more were written than the page keeps: flowloom packets --format text writes all.`;
  return (
    <>
      <div className={styles.bar}>
        <p>{`Written for ${formatCountOf(packets.length, 'packet')}; ${more}all of it is in the file.${lost}`}</p>
        <Button icon={<Download aria-hidden />} onClick={save}>
          Save lines
        </Button>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so keys must reach it */}
      <div className={styles.lines} role="region" aria-label="Lines of printers" tabIndex={0}>
        {shown.map((piece, at) => (
          <div key={ends[at]}>
            <Foreign>{piece}</Foreign>
          </div>
        ))}
      </div>
    </>
  );
}
