import { Component } from 'react';
import type { ErrorInfo, ReactNode } from 'react';
import { Banner } from '../widgets/Banner.tsx';
import { Button } from '../widgets/Button.tsx';
import { CopyButton } from '../widgets/CopyButton.tsx';
import { describeError } from './report-errors.ts';
import styles from './PanelBoundary.module.css';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
}

interface State {
  readonly details: string | undefined;
}

/** Catches the defects of one panel, so that the others go on, and shows them with a way to copy the details. */
export class PanelBoundary extends Component<Props, State> {
  override state: State = { details: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { details: describeError(error) };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    this.setState({ details: `${describeError(error)}\n${info.componentStack ?? ''}` });
  }

  override render(): ReactNode {
    const { details } = this.state;
    if (details === undefined) return this.props.children;
    return (
      <div className={styles.boundary}>
        <Banner tone="danger" title={`${this.props.title} has a fault of its own and cannot be shown.`}>
          <p>The rest of the page goes on. The details help to mend it.</p>
          <div className={styles.actions}>
            <Button onClick={() => this.setState({ details: undefined })}>Try again</Button>
            <CopyButton text={details}>Copy details</CopyButton>
          </div>
          <details>
            <summary>Details</summary>
            <pre className={styles.details} tabIndex={0}>
              {details}
            </pre>
          </details>
        </Banner>
      </div>
    );
  }
}
