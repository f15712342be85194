import type { ReactNode } from 'react';
import { formatCount } from '../../../base/format.ts';
import type { CaptureSummary } from '../../../core/model/capture-info.ts';
import type { Problem } from '../../../core/model/problem.ts';
import { PROBLEMS_ID } from '../../../state/actions/problems.ts';
import { showPacket } from '../../../state/actions/view.ts';
import { problemMessage } from '../../words/messages.ts';
import { Button } from '../../widgets/Button.tsx';
import { Section } from '../../widgets/Section.tsx';
import { Foreign } from '../../widgets/Foreign.tsx';
import styles from '../../widgets/facts.module.css';

/** Rows drawn at most; the count above says how many there are. */
const SHOWN = 500;

/** What was wrong with single records: sentence, advice, packet and byte. Nothing if all was well. */
export function ProblemTable({ summary }: { readonly summary: CaptureSummary }): ReactNode {
  const { problems, problemsOmitted, packets, stopped, files } = summary;
  const count = problems.length + problemsOmitted;
  if (count === 0 && !stopped) return undefined;
  return (
    <Section title="Problems" {...(count > 0 && { note: formatCount(count) })} id={PROBLEMS_ID}>
      {stopped && <p>Reading was stopped before the end of the file. Everything before it is here and usable.</p>}
      <div className={styles.scroll}>
        <table className={styles.table} hidden={count === 0}>
          <thead>
            <tr>
              <th scope="col">What</th>
              {files.length > 1 && <th scope="col">File</th>}
              <th scope="col" className={styles.number}>
                After packet
              </th>
              <th scope="col" className={styles.number}>
                Byte
              </th>
            </tr>
          </thead>
          <tbody>
            {problems.slice(0, SHOWN).map((problem, row) => (
              <ProblemRow
                key={row}
                problem={problem}
                packets={packets}
                {...(files.length > 1 && { file: files[problem.file]?.name ?? '' })}
              />
            ))}
          </tbody>
        </table>
      </div>
      {count > SHOWN && <p className={styles.dim}>and {formatCount(count - Math.min(SHOWN, problems.length))} more</p>}
    </Section>
  );
}

interface ProblemRowProps {
  readonly problem: Problem;
  readonly packets: number;
  /** Where the capture has several files. */
  readonly file?: string;
}

function ProblemRow({ problem, packets, file }: ProblemRowProps): ReactNode {
  const { sentence, advice } = problemMessage(problem);
  const before = Math.min(problem.packet, packets);
  return (
    <tr>
      <td>
        {sentence} <span className={styles.dim}>{advice}</span>
      </td>
      {file !== undefined && (
        <td>
          <Foreign>{file}</Foreign>
        </td>
      )}
      <td className={styles.number}>
        {before === 0 ? (
          '0'
        ) : (
          <Button look="link" title="Show the packet before the problem" onClick={() => showPacket(before - 1)}>
            {formatCount(before)}
          </Button>
        )}
      </td>
      <td className={styles.number} title={`0x${problem.offset.toString(16)}`}>
        {formatCount(problem.offset)}
      </td>
    </tr>
  );
}
