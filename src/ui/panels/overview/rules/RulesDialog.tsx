import type { ReactNode } from 'react';
import { Dialog } from '../../../widgets/Dialog.tsx';
import { lazyPart } from '../../../widgets/LazyPart.tsx';
import { Spinner } from '../../../widgets/Progress.tsx';

const rules = lazyPart(
  () => import('./RulesForm.tsx'),
  ({ RulesForm }) => RulesForm,
  <Spinner label="Loading the rules …" />,
);

/** Fetches the script of the rules before it is needed. */
export const preloadRules = rules.preload;

interface RulesDialogProps {
  /** Name of the rule that is open; undefined: the dialog is closed. */
  readonly rule: string | undefined;
  readonly onClose: () => void;
  readonly onChoose: (rule: string) => void;
}

/** All rules: what each asks, and the way to change it. Their script is fetched apart from those of the first paint. */
export function RulesDialog({ rule, onClose, onChoose }: RulesDialogProps): ReactNode {
  return (
    <Dialog title="Rules for findings" open={rule !== undefined} onClose={onClose} size="wide">
      {rule !== undefined && <rules.Part rule={rule} onChoose={onChoose} />}
    </Dialog>
  );
}
