import type { ReactNode } from 'react';
import type { StreamPart } from '../../core/model/stream.ts';
import { followFlow } from '../../state/actions/stream.ts';
import { useStore } from '../../state/store.ts';
import { setFollowed } from '../../state/stream.ts';
import { Button } from '../widgets/Button.tsx';
import { partWords } from './stream-words.ts';
import styles from './Stream.module.css';

/** What of the talk is not on screen: other parts, other flows, packets still to be read. */
export function StreamNotes({ part }: { readonly part: StreamPart }): ReactNode {
  const isReading = useStore((state) => state.session.phase === 'loading');
  const { earlier, later, absent } = part;
  const words = partWords(part);
  return (
    <>
      {words !== undefined && (
        <p className={styles.note}>
          {words} <PartButtons part={part} />
        </p>
      )}
      {absent !== undefined && (
        <p className={styles.note}>
          {part.decryption?.shown === true
            ? `Packet ${absent + 1} brought nothing to what was decrypted.`
            : `Packet ${absent + 1} brought nothing to the stream: it carries no payload, or only what came before.`}
        </p>
      )}
      {earlier !== undefined && <OtherFlow flow={earlier} words="A time-out has cut off what was said before:" />}
      {later !== undefined && <OtherFlow flow={later} words="A time-out has cut off what was said after:" />}
      {isReading && <p className={styles.note}>The capture is still being read: more may follow.</p>}
    </>
  );
}

function PartButtons({ part: { flow, part, rest, reading } }: { readonly part: StreamPart }): ReactNode {
  const show = (number: number): void => setFollowed({ flow, place: { part: number }, reading });
  return (
    <>
      {part > 0 && (
        <Button look="link" onClick={() => show(part - 1)}>
          Previous part
        </Button>
      )}{' '}
      {rest !== undefined && (
        <Button look="link" onClick={() => show(part + 1)}>
          Next part
        </Button>
      )}
    </>
  );
}

function OtherFlow({ flow, words }: { readonly flow: number; readonly words: string }): ReactNode {
  return (
    <p className={styles.note}>
      {words}{' '}
      <Button look="link" onClick={() => followFlow(flow)}>
        follow flow {flow}
      </Button>
    </p>
  );
}
