import type { ReactNode } from 'react';
import { formatCount } from '../../base/format.ts';
import type { Traced, TraceLine } from '../../core/model/trace.ts';
import type { PacketIndex } from '../../core/model/units.ts';
import { showPacket } from '../../state/actions/view.ts';
import { closeWhy, useWhy, type Why } from '../../state/why.ts';
import { Banner } from '../widgets/Banner.tsx';
import { Button } from '../widgets/Button.tsx';
import { Dialog } from '../widgets/Dialog.tsx';
import { Foreign } from '../widgets/Foreign.tsx';
import { Spinner } from '../widgets/Progress.tsx';
import { failureMessage } from '../words/messages.ts';
import { answerWords, conditionWords, lateWords } from './why-words.ts';
import styles from './WhyDialog.module.css';

/** Rows that are drawn. */
const MOST_ROWS = 500;

/** What the conditions of the last run said of a packet, or of a flow. */
export function WhyDialog(): ReactNode {
  const why = useWhy();
  return (
    <Dialog title={`What was asked about ${why.about}`} size="wide" open={why.open} onClose={closeWhy}>
      {why.open && <Told why={why} />}
    </Dialog>
  );
}

function Told({ why: { noRun, failure, traced, classes } }: { readonly why: Why }): ReactNode {
  if (noRun) return <p>Run a relational flow first: its conditions are what is asked.</p>;
  if (failure !== undefined) {
    const { sentence, advice } = failureMessage(failure);
    return (
      <Banner tone="danger" title={sentence}>
        {advice !== '' && <p>{advice}</p>}
      </Banner>
    );
  }
  if (traced === undefined) return <Spinner label="The code runs once more …" />;
  return <Lines traced={traced} classes={classes} />;
}

function Lines({ traced, classes }: { readonly traced: Traced; readonly classes: readonly string[] }): ReactNode {
  const { lines, late, omitted } = traced;
  const left = omitted + Math.max(0, lines.length - MOST_ROWS);
  return (
    <>
      {late.map((answer) => (
        <p key={`${answer.flowClass} ${answer.packet}`}>
          <Foreign>{lateWords(answer)}</Foreign>: <ToPacket packet={answer.packet} />
        </p>
      ))}
      {lines.length === 0 ? (
        late.length === 0 && (
          <p>No condition of a sequence was asked. Of classes and windows it is not known what they ask.</p>
        )
      ) : (
        <div
          className={styles.rows}
          tabIndex={0}
          role="region"
          aria-label="Conditions in the order in which they were asked"
        >
          <table>
            <thead>
              <tr>
                <th scope="col">Packet</th>
                <th scope="col">Sequence</th>
                <th scope="col">Taken before</th>
                <th scope="col">Condition</th>
                <th scope="col">Answer</th>
              </tr>
            </thead>
            <tbody>
              {lines.slice(0, MOST_ROWS).map((line, at) => (
                <Line key={at} line={line} name={classes[line.flowClass] ?? ''} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {left > 0 && <p>{formatCount(left)} further conditions are not listed.</p>}
    </>
  );
}

function Line({ line, name }: { readonly line: TraceLine; readonly name: string }): ReactNode {
  return (
    <tr className={line.answer === 'yes' ? styles.yes : undefined}>
      <td>
        <ToPacket packet={line.packet} />
      </td>
      <td>
        <Foreign>{name}</Foreign>
      </td>
      <td>{line.taken.map((packet) => packet + 1).join(', ')}</td>
      <td>
        <Foreign>{conditionWords(line)}</Foreign>
      </td>
      <td>
        <Foreign>{answerWords(line)}</Foreign>
      </td>
    </tr>
  );
}

function ToPacket({ packet }: { readonly packet: PacketIndex }): ReactNode {
  const show = (): void => {
    closeWhy();
    showPacket(packet);
  };
  return (
    <Button look="link" title="Show it in the Packets panel" onClick={show}>
      packet {packet + 1}
    </Button>
  );
}
