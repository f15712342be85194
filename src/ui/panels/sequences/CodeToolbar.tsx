import { BookText, FileCode2, FolderCode, ListPlus, Play, Square, WandSparkles } from 'lucide-react';
import type { ReactNode } from 'react';
import { useDocuments } from '../../../state/documents.ts';
import { setDoubleTake, stopRun } from '../../../state/actions/run.ts';
import { useStore } from '../../../state/store.ts';
import { DocsLink } from '../../docs/DocsLink.tsx';
import { Button } from '../../widgets/Button.tsx';
import { Menu, type MenuItem } from '../../widgets/Menu.tsx';
import { EXAMPLES } from './examples/index.ts';
import type { Code } from './use-code.ts';
import { useFiles } from './use-files.ts';
import styles from './CodePane.module.css';

interface CodeToolbarProps {
  readonly code: Code;
  /** There is a capture or a log. */
  readonly canRun: boolean;
  readonly hasPackets: boolean;
  readonly reference: boolean;
  readonly onReference: () => void;
  readonly onForm: () => void;
  readonly onPackets: () => void;
  readonly onFormat: () => void;
}

/** What can be done with the code. */
export function CodeToolbar({
  code,
  canRun,
  hasPackets,
  reference,
  onReference,
  onForm,
  onPackets,
  onFormat,
}: CodeToolbarProps): ReactNode {
  const running = useStore((state) => state.run.phase === 'running');
  const doubleTake = useStore((state) => state.doubleTake);
  const closed = useDocuments((state) => state.closed);
  const files = useFiles(code);
  const examples = EXAMPLES.map(({ id, title, note, code: text }) => ({
    id,
    title,
    note,
    onChoose: () => code.choose(text),
  }));
  const fileItems: readonly MenuItem[] = [
    { id: 'new', title: 'New document', note: 'Empty, with ways to begin', onChoose: () => code.add('') },
    { id: 'open', title: 'Open .ts files …', onChoose: files.open },
    { id: 'save', title: 'Save as a .ts file', onChoose: files.save },
    { id: 'format', title: 'Lay out evenly', note: 'Shift+Alt+F in the editor', onChoose: onFormat },
    ...(closed === undefined ? [] : [{ id: 'reopen', title: 'Open the closed document again', onChoose: code.reopen }]),
  ];
  return (
    <div className={styles.toolbar}>
      {running ? (
        <Button icon={<Square aria-hidden />} onClick={stopRun}>
          Stop
        </Button>
      ) : (
        <Button
          look="primary"
          icon={<Play aria-hidden />}
          disabled={!canRun}
          title="Ctrl+Enter or ⌘+Enter in the editor"
          onClick={code.run}
        >
          Run
        </Button>
      )}
      <Menu label="Examples" name="Examples" icon={<FileCode2 aria-hidden />} items={examples} />
      <Menu label="Document" name="Document" icon={<FolderCode aria-hidden />} items={fileItems} />
      <Button icon={<ListPlus aria-hidden />} title="Key, steps and limits without code" onClick={onForm}>
        Form
      </Button>
      <Button
        icon={<WandSparkles aria-hidden />}
        disabled={!hasPackets}
        title="Make a pattern from packets of the open capture"
        onClick={onPackets}
      >
        From packets
      </Button>
      <Button
        icon={<BookText aria-hidden />}
        aria-pressed={reference}
        title="All that code can use, with examples"
        onClick={onReference}
      >
        Reference
      </Button>
      <DocsLink page="relational-flows" about="relational flows">
        How to write them
      </DocsLink>
      <label className={styles.switch}>
        <input type="checkbox" checked={doubleTake} onChange={(event) => setDoubleTake(event.target.checked)} />
        Let a flow take the same event twice, as the original does
      </label>
      <input
        ref={files.input}
        className="visually-hidden"
        type="file"
        accept=".ts,.js,.txt"
        multiple
        tabIndex={-1}
        aria-label="Files of code"
        onChange={(event) => {
          void files.take(event.target.files);
          event.target.value = '';
        }}
      />
    </div>
  );
}
