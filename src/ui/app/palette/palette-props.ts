import type { Command } from '../../../state/commands.ts';

/** What the list of all actions is given. */
export interface PaletteProps {
  /** Those that have keys. */
  readonly commands: readonly Command[];
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onDifferences: () => void;
}
