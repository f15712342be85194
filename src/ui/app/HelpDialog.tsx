import { useState } from 'react';
import type { ReactNode } from 'react';
import { LazyDifferences } from '../differences/LazyDifferences.tsx';
import { Button } from '../widgets/Button.tsx';
import { Dialog } from '../widgets/Dialog.tsx';
import type { Command } from './commands.ts';
import { LinkNote } from './LinkNote.tsx';
import styles from './HelpDialog.module.css';

const KEY_WORDS: Readonly<Record<string, string>> = { Escape: 'Esc' };

/** Keys that work inside one part of the page; the parts themselves handle them. */
const LOCAL_KEYS: readonly { readonly place: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    place: 'In a table',
    keys: [
      ['↑ ↓ ← → PgUp PgDn', 'Move from cell to cell, with Shift to select rows'],
      ['Ctrl+Home Ctrl+End', 'First and last row'],
      ['Enter', 'Open the row; in the header, sort by the column'],
      ['Alt+← Alt+→', 'In the header, move the column'],
      ['Shift+← Shift+→', 'In the header, resize the column'],
      ['Alt+↓', 'In the header, everything else about the column'],
      ['Ctrl+C', 'Copy the selected rows'],
      ['Esc', 'Close the row’s details'],
    ],
  },
  {
    place: 'In the features of a flow',
    keys: [
      ['↑ ↓ ← →', 'Move from value to value'],
      ['Enter', 'Show where the value comes from; in the table of flows, on a cell of the selected row'],
      ['Esc', 'Close the explanation'],
    ],
  },
  {
    place: 'On the time strip',
    keys: [
      ['← →', 'Move the range, or begin one'],
      ['Shift+← Shift+→', 'Make the range shorter or longer'],
      ['Esc', 'Show the whole capture again'],
    ],
  },
];

export interface HelpDialogProps {
  readonly commands: readonly Command[];
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The keys of the page, made from the table of commands. */
export function HelpDialog({ commands, open, onClose }: HelpDialogProps): ReactNode {
  const [differing, setDiffering] = useState(false);
  const showDifferences = (): void => {
    onClose();
    setDiffering(true);
  };
  return (
    <>
      <Dialog title="Keyboard" open={open} onClose={onClose}>
        <KeyList
          keys={commands.map(({ keys, title }) => [keys.map((key) => KEY_WORDS[key] ?? key).join(' '), title])}
        />
        {LOCAL_KEYS.map(({ place, keys }) => (
          <section key={place}>
            <h3 className={styles.place}>{place}</h3>
            <KeyList keys={keys} />
          </section>
        ))}
        <LinkNote />
        <p className={styles.note}>
          Keys without a modifier are ignored while you type. The capture never leaves this browser.
        </p>
        <p className={styles.note}>
          Other tools have other rules:{' '}
          <Button look="link" onClick={showDifferences}>
            How tools differ
          </Button>
        </p>
      </Dialog>
      <LazyDifferences open={differing} onClose={() => setDiffering(false)} />
    </>
  );
}

function KeyList({ keys }: { readonly keys: readonly (readonly [string, string])[] }): ReactNode {
  return (
    <dl className={styles.keys}>
      {keys.map(([key, title]) => (
        <div key={key} className={styles.row}>
          <dt>
            {key.split(' ').map((part) => (
              <kbd key={part}>{part}</kbd>
            ))}
          </dt>
          <dd>{title}</dd>
        </div>
      ))}
    </dl>
  );
}
