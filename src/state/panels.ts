/** The panels in the order of their tabs, as links name them. What each one shows: src/ui/app/panel-list.ts. */
export const PANEL_IDS = ['overview', 'flows', 'packets', 'sequences', 'groups'] as const;

/** The panel whose selected row is drawn as a ladder. */
export const LADDER_PANEL = 'sequences' satisfies PanelId;

export type PanelId = (typeof PANEL_IDS)[number];
