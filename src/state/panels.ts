import type { TableId } from '../core/model/table.ts';

/** The panels in the order of their tabs, as links name them. What each one shows: src/ui/app/panel-list.ts. */
export const PANEL_IDS = [
  'overview',
  'flows',
  'packets',
  'sequences',
  'groups',
  'messages',
  'objects',
  'hosts',
] as const;

/** The panel whose selected row is drawn as a ladder. */
export const LADDER_PANEL = 'sequences' satisfies PanelId;

/** The panel in which code is written and run. */
export const CODE_PANEL = 'sequences' satisfies PanelId;

export type PanelId = (typeof PANEL_IDS)[number];

/** The panel that shows a table: it has the table’s name, but for the matches of sequences. */
export function panelOfTable(table: TableId): PanelId {
  return PANEL_IDS.find((id) => id === table) ?? 'sequences';
}
