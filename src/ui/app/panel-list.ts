import { lazy } from 'react';
import type { ComponentType } from 'react';
import { PANEL_IDS } from '../../state/panels.ts';
import type { PanelId } from '../../state/panels.ts';
import { summaryOf } from '../../state/session.ts';
import type { State } from '../../state/store.ts';
import { OverviewPanel } from '../panels/overview/OverviewPanel.tsx';

/** What of the store tells how many rows there are. */
type Counted = Pick<State, 'session' | 'run'>;

/** A panel of the page. Its scripts are fetched apart from those of the first paint, but for the overview. */
export interface PanelEntry {
  readonly id: PanelId;
  readonly title: string;
  readonly Component: ComponentType;
  /** Rows in it, for its tab; undefined as long as there are none to count. */
  readonly count?: (state: Counted) => number | undefined;
  /** Fetches the scripts before they are needed, so that opening a capture asks the network for nothing. */
  readonly preload?: () => Promise<unknown>;
}

const loadFlows = () => import('../panels/flows/FlowsPanel.tsx');
const loadPackets = () => import('../panels/packets/PacketsPanel.tsx');
const loadSequences = () => import('../panels/sequences/SequencesPanel.tsx');

const ENTRIES: Readonly<Record<PanelId, Omit<PanelEntry, 'id'>>> = {
  overview: { title: 'Overview', Component: OverviewPanel },
  flows: {
    title: 'Flows',
    Component: lazy(async () => ({ default: (await loadFlows()).FlowsPanel })),
    count: ({ session }) => summaryOf(session)?.flows,
    preload: loadFlows,
  },
  packets: {
    title: 'Packets',
    Component: lazy(async () => ({ default: (await loadPackets()).PacketsPanel })),
    count: ({ session }) => summaryOf(session)?.packets,
    preload: loadPackets,
  },
  sequences: {
    title: 'Sequences',
    Component: lazy(async () => ({ default: (await loadSequences()).SequencesPanel })),
    count: ({ run }) =>
      run.phase === 'done' ? run.classes.reduce((sum, { completed }) => sum + completed, 0) : undefined,
  },
};

/** All panels, in the order of their tabs. The only place that says what each one is. */
export const PANELS: readonly PanelEntry[] = PANEL_IDS.map((id) => ({ id, ...ENTRIES[id] }));

/** Fetches the panels that are wanted with nearly every capture. A failure shows when the panel is opened. */
export function preloadPanels(): void {
  for (const { preload } of PANELS) preload?.().catch(() => undefined);
}
