import { Component, lazy, Suspense, useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { Banner } from './Banner.tsx';
import { Button } from './Button.tsx';
import { loadOnce, PartMissing } from './load-part.ts';
import type { MissingReason } from './load-part.ts';
import styles from './LazyPart.module.css';

/** A part of the page whose scripts are fetched apart from those of the first paint. */
export interface LazyPart<Props extends object> {
  /** Shows the part; what stands there until its scripts are here, and if they cannot be had. */
  readonly Part: ComponentType<Props>;
  /** Fetches the scripts before they are needed. Rejects if they cannot be had; they are asked for again then. */
  readonly preload: () => Promise<void>;
}

/**
 * Makes a lazy part. `load` imports its module, `pick` takes the component from it. A part that could not be loaded says so
 * in its place and can be loaded again.
 */
export function lazyPart<Module, Props extends object>(
  load: () => Promise<Module>,
  pick: (module: Module) => ComponentType<Props>,
  waiting?: ReactNode,
): LazyPart<Props> {
  const get = loadOnce(load);
  // React keeps the rejection of a lazy component: each try needs another one.
  const fresh = () => lazy(async () => ({ default: pick(await get()) }) as { default: ComponentType<object> });
  let current = fresh();
  function Part(props: Props): ReactNode {
    const [tries, setTries] = useState(0);
    const again = (): void => {
      current = fresh();
      setTries(tries + 1);
    };
    const Loaded = current;
    return (
      <MissingBoundary key={tries} onAgain={again}>
        <Suspense fallback={waiting}>
          <Loaded {...props} />
        </Suspense>
      </MissingBoundary>
    );
  }
  return { Part, preload: () => get().then(() => undefined) };
}

interface BoundaryProps {
  readonly onAgain: () => void;
  readonly children: ReactNode;
}

interface BoundaryState {
  readonly error: Error | undefined;
}

/** Catches that scripts are missing, and nothing else: a defect of the part goes on to whoever catches defects. */
class MissingBoundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { error: undefined };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    if (!(error instanceof PartMissing)) throw error;
    return <Missing reason={error.reason} onAgain={this.props.onAgain} />;
  }
}

function Missing({ reason, onAgain }: { readonly reason: MissingReason; readonly onAgain: () => void }): ReactNode {
  const gone = reason === 'gone';
  return (
    <div className={styles.place}>
      <Banner
        tone="danger"
        title={
          gone
            ? 'This part of the page could not be loaded: its host does not have it any more.'
            : 'This part of the page could not be loaded: its host could not be reached.'
        }
      >
        <p>
          {gone
            ? 'There may be a newer version of the page. What is open goes on; reloading the page brings the newer one, and closes the capture.'
            : 'What is open goes on. Try again when the host answers.'}
        </p>
        <Button onClick={onAgain}>Try again</Button>
      </Banner>
    </div>
  );
}
