import type { ReactNode } from 'react';
import { setFollowed, useFollowed, useStreamPart, type Followed } from '../../state/stream.ts';
import { Banner } from '../widgets/Banner.tsx';
import { Dialog } from '../widgets/Dialog.tsx';
import { EmptyState } from '../widgets/EmptyState.tsx';
import { Spinner } from '../widgets/Progress.tsx';
import { answerFailure } from '../words/row-failure.ts';
import { StreamReader } from './StreamReader.tsx';
import { emptyWords } from './stream-words.ts';
import styles from './Stream.module.css';

/** What the ends of a flow said to each other, over the page. */
export function StreamDialog(): ReactNode {
  const followed = useFollowed((state) => state.followed);
  const title = followed === undefined ? 'Stream' : `Stream of flow ${followed.flow}`;
  return (
    <Dialog title={title} size="full" open={followed !== undefined} onClose={() => setFollowed(undefined)}>
      {followed !== undefined && <Content followed={followed} />}
    </Dialog>
  );
}

function Content({ followed }: { readonly followed: Followed }): ReactNode {
  const { part, failure, pending } = useStreamPart(followed);
  return (
    <div className={styles.content} aria-busy={pending}>
      {failure !== undefined && <Banner tone="danger" title={answerFailure(failure)} />}
      {part === undefined && pending && <Spinner label="Reading the packets of the flow …" />}
      {part?.empty !== undefined && <EmptyState title={emptyWords(part.empty)} />}
      {part !== undefined && part.empty === undefined && (
        <StreamReader key={`${part.flow} ${part.part} ${part.reading}`} part={part} place={followed.place} />
      )}
    </div>
  );
}
