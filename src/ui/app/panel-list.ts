import { lazy } from 'react';
import type { ComponentType } from 'react';
import type { PanelId } from '../../state/store.ts';
import { OverviewPanel } from '../panels/overview/OverviewPanel.tsx';

/** A panel of the page. Its scripts are fetched apart from those of the first paint, but for the overview. */
export interface PanelEntry {
  readonly id: PanelId;
  readonly title: string;
  readonly Component: ComponentType;
  /** Fetches the scripts before they are needed, so that opening a capture asks the network for nothing. */
  readonly preload?: () => Promise<unknown>;
}

const loadFlows = () => import('../panels/flows/FlowsPanel.tsx');
const loadPackets = () => import('../panels/packets/PacketsPanel.tsx');
const loadSequences = () => import('../panels/sequences/SequencesPanel.tsx');

/** All panels, in the order of their tabs. The only place that names them all. */
export const PANELS: readonly PanelEntry[] = [
  { id: 'overview', title: 'Overview', Component: OverviewPanel },
  {
    id: 'flows',
    title: 'Flows',
    Component: lazy(async () => ({ default: (await loadFlows()).FlowsPanel })),
    preload: loadFlows,
  },
  {
    id: 'packets',
    title: 'Packets',
    Component: lazy(async () => ({ default: (await loadPackets()).PacketsPanel })),
    preload: loadPackets,
  },
  {
    id: 'sequences',
    title: 'Sequences',
    Component: lazy(async () => ({ default: (await loadSequences()).SequencesPanel })),
  },
];

/** Fetches the panels that are wanted with nearly every capture. A failure shows when the panel is opened. */
export function preloadPanels(): void {
  for (const { preload } of PANELS) preload?.().catch(() => undefined);
}
