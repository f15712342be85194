import { Dialog } from '../widgets/Dialog.tsx';
import { DocsLink } from '../docs/DocsLink.tsx';
import { DifferenceTable } from './DifferenceTable.tsx';
import { DIFFERENCES } from './differences.ts';
import styles from './Differences.module.css';

interface DifferencesDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Where the rules of common tools differ: all of them. */
export function DifferencesDialog({ open, onClose }: DifferencesDialogProps) {
  return (
    <Dialog title="How tools differ" open={open} onClose={onClose} size="wide">
      <p className={styles.intro}>
        The same packets give other numbers in other tools, by rule and not by mistake. Flowloom’s default settings have
        NFStream 6.5.4’s rules.{' '}
        <DocsLink page="differences" about="how tools differ">
          With sources
        </DocsLink>
      </p>
      <DifferenceTable differences={DIFFERENCES} />
    </Dialog>
  );
}
