import type { ReactNode } from 'react';
import { formatCountOf } from '../../../base/format.ts';
import { useDocuments } from '../../../state/documents.ts';
import type { CodeMark } from '../../../state/engine-port.ts';
import { Button } from '../../widgets/Button.tsx';
import styles from './CodePane.module.css';

interface EditorStatusProps {
  /** What the compiler says of the text as it stands. */
  readonly errors: readonly CodeMark[];
  readonly onGo: (mark: CodeMark) => void;
}

/** Below the editor: type errors and warnings before a run, whether the text is kept, and the keys that work in it. */
export function EditorStatus({ errors, onGo }: EditorStatusProps): ReactNode {
  const kept = useDocuments((state) => state.kept);
  const wrong = errors.filter(({ severity }) => severity === 'error');
  const [first] = wrong;
  const [doubtful] = errors.filter(({ severity }) => severity === 'warning');
  return (
    <div className={styles.status}>
      {first !== undefined && (
        <Button look="link" className={styles.wrong} onClick={() => onGo(first)}>
          {formatCountOf(wrong.length, 'type error')}: line {first.line}
        </Button>
      )}
      {first === undefined && doubtful !== undefined && (
        <Button look="link" title={doubtful.message} onClick={() => onGo(doubtful)}>
          Warning: line {doubtful.line}
        </Button>
      )}
      {!kept && <strong>Not kept for the next visit: this browser’s storage is full or switched off.</strong>}
      <span>
        <kbd>Tab</kbd> leaves, <kbd>Ctrl</kbd>+<kbd>]</kbd> indents, <kbd>Ctrl</kbd>+<kbd>Space</kbd> completes
      </span>
    </div>
  );
}
