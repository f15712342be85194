/** The panels in the order of their tabs, as links name them. What each one shows: src/ui/app/panel-list.ts. */
export const PANEL_IDS = ['overview', 'flows', 'packets', 'sequences'] as const;

export type PanelId = (typeof PANEL_IDS)[number];
