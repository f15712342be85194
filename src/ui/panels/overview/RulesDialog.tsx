import type { ReactNode } from 'react';
import { useFindings } from '../../../state/findings.ts';
import { Dialog } from '../../widgets/Dialog.tsx';

interface RulesDialogProps {
  /** Name of the rule that is open; undefined: the dialog is closed. */
  readonly rule: string | undefined;
  readonly onClose: () => void;
  readonly onChoose: (rule: string) => void;
}

/** All rules: what each asks, and the way to change it. */
export function RulesDialog({ rule, onClose }: RulesDialogProps): ReactNode {
  const results = useFindings((state) => state.results);
  const open = results.find(({ entry }) => entry.name === rule);
  return (
    <Dialog title="Rules for findings" open={rule !== undefined} onClose={onClose} size="wide">
      {open !== undefined && <pre>{open.entry.text}</pre>}
    </Dialog>
  );
}
