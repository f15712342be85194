import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCount, formatCountOf, formatDurationNs } from '../../../base/format.ts';
import { endWords } from '../../../core/model/match-words.ts';
import type { MatchLine } from '../../../core/model/log.ts';
import type { MatchDetail } from '../../../core/model/match.ts';
import { selectMatch } from '../../../state/actions/view.ts';
import type { PacketTimes } from '../../table/packet-grid-columns.ts';
import { timeText } from '../../table/time-text.ts';
import { Foreign } from '../../widgets/Foreign.tsx';
import { IconButton } from '../../widgets/Button.tsx';
import { Fields } from './Fields.tsx';
import bar from './MatchPane.module.css';
import styles from './LineMatchPane.module.css';

interface LineMatchPaneProps {
  readonly detail: MatchDetail;
  readonly lines: readonly MatchLine[];
  readonly times: PacketTimes;
}

/** One match over the lines of a log: what it captured, and its lines. */
export function LineMatchPane({ detail, lines, times }: LineMatchPaneProps): ReactNode {
  const { className, match, lineCount = lines.length } = detail;
  return (
    <section className={bar.pane} aria-label={`Sequence ${match + 1}`}>
      <div className={bar.bar}>
        <h2 className={bar.title}>
          <Foreign>{className}</Foreign> {match + 1}
        </h2>
        <span className={bar.facts}>{factsOf(detail, lineCount)}</span>
        <IconButton
          className={bar.close}
          label="Close the lines"
          icon={<X aria-hidden />}
          onClick={() => selectMatch(undefined)}
        />
      </div>
      <Fields detail={detail} />
      <div className={styles.scroll} role="group" aria-label="Lines of the match" tabIndex={0}>
        <table className={styles.lines}>
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col">Time</th>
              <th scope="col">Step</th>
              <th scope="col">Text</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, at) => (
              <Row key={at} line={line} times={times} />
            ))}
          </tbody>
        </table>
        {lineCount > lines.length && (
          <p className={styles.more}>
            The first {formatCount(lines.length)} of {formatCountOf(lineCount, 'line')}.
          </p>
        )}
      </div>
    </section>
  );
}

function Row({ line: { line, text, timeNs, step }, times }: { readonly line: MatchLine; readonly times: PacketTimes }) {
  return (
    <tr>
      <td className={styles.number}>{formatCount(line + 1)}</td>
      <td className={styles.time}>{timeNs === undefined ? '' : timeText(timeNs, times)}</td>
      <td>{step !== undefined && <Foreign>{step}</Foreign>}</td>
      <td className={styles.text}>
        <Foreign>{text}</Foreign>
      </td>
    </tr>
  );
}

function factsOf({ complete, end, firstNs, lastNs }: MatchDetail, lines: number): string {
  const ended = endWords(end, 'line');
  const state = complete ? 'complete' : end === undefined ? 'incomplete: it waits for another line' : 'no match';
  const duration = lastNs - firstNs;
  return [
    ended === '' ? state : `${state}: ${ended}`,
    formatCountOf(lines, 'line'),
    ...(Number.isNaN(duration) ? [] : [formatDurationNs(duration)]),
    ...(end?.by === undefined ? [] : [`ended by line ${formatCount(end.by + 1)}`]),
  ].join(' · ');
}
