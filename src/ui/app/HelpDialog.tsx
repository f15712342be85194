import type { ReactNode } from 'react';
import type { Command } from '../../state/commands.ts';
import { openDocs } from '../../state/docs.ts';
import { Button } from '../widgets/Button.tsx';
import { Dialog } from '../widgets/Dialog.tsx';
import { InstallOffer } from './InstallOffer.tsx';
import { keyWords } from './keys.ts';
import { LinkNote } from './LinkNote.tsx';
import styles from './HelpDialog.module.css';

/** Keys that work inside one part of the page; the parts themselves handle them. */
const LOCAL_KEYS: readonly { readonly place: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    place: 'Between a filter and its table',
    keys: [['← → Home End', 'Go from tool to tool; Tab goes on to the table']],
  },
  {
    place: 'In a table',
    keys: [
      ['↑ ↓ ← → PgUp PgDn', 'Move from cell to cell, with Shift to select rows'],
      ['Ctrl+Home Ctrl+End', 'First and last row'],
      ['Enter', 'Open the row; in the header, sort by the column'],
      ['f Shift+F', 'Keep only the rows with the value of the cell; exclude them'],
      ['Shift+F10', 'Everything else about the cell, as a right press or a long one'],
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
      ['Esc', 'Clear the range'],
      ['W S', 'Zoom in and out, about the pointer; so does the wheel'],
      ['A D', 'Move along; so do the wheel sideways and a drag on the axis'],
      ['Enter', 'Zoom to the range; so does a double press in it'],
      ['Backspace', 'Back to what was shown before; so does a double press beside the range'],
      ['0', 'Show the whole capture'],
    ],
  },
];

export interface HelpDialogProps {
  readonly commands: readonly Command[];
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onDifferences: () => void;
}

/** The keys of the page, made from the table of commands. */
export function HelpDialog({ commands, open, onClose, onDifferences }: HelpDialogProps): ReactNode {
  return (
    <Dialog title="Keyboard" open={open} onClose={onClose}>
      <KeyList keys={commands.map(({ keys, title }) => [keys.map((key) => keyWords(key)).join(' '), title])} />
      {LOCAL_KEYS.map(({ place, keys }) => (
        <section key={place}>
          <h3 className={styles.place}>{place}</h3>
          <KeyList keys={keys} />
        </section>
      ))}
      <LinkNote />
      <InstallOffer />
      <p className={styles.note}>
        Keys without a modifier are ignored while you type. The capture never leaves this browser.
      </p>
      <p className={styles.note}>
        <Button look="link" onClick={() => openDocs('filters')}>
          Documentation
        </Button>
        , to be read and searched here. Other tools have other rules:{' '}
        <Button look="link" onClick={onDifferences}>
          How tools differ
        </Button>
      </p>
    </Dialog>
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
