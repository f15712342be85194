import type { ComponentType } from 'react';
import { PANEL_IDS } from '../../state/panels.ts';
import type { PanelId } from '../../state/panels.ts';
import { summaryOf } from '../../state/session.ts';
import type { State } from '../../state/store.ts';
import { preloadCharts } from '../charts/LazyChart.tsx';
import { preloadDifferences } from '../differences/LazyDifferences.tsx';
import { preloadDocs } from '../docs/LazyDocs.tsx';
import { preloadEditor } from '../editor/LazyEditor.tsx';
import { preloadPrivacy } from '../privacy/PrivacyDialog.tsx';
import { preloadLessons } from '../lessons/LazyLessons.tsx';
import { preloadShare } from '../share/LazyShare.tsx';
import { preloadWhy } from '../why/LazyWhy.tsx';
import { preloadLadder } from '../ladder/LazyLadder.tsx';
import { preloadStream } from '../stream/LazyStream.tsx';
import { preloadRules } from '../panels/overview/rules/RulesDialog.tsx';
import { preloadTimeline } from '../panels/overview/timeline/LazyTimeline.tsx';
import { preloadSettings } from '../settings/SettingsDialog.tsx';
import { lazyPart } from '../widgets/LazyPart.tsx';
import { preloadPalette } from './palette/LazyPalette.tsx';

/** What of the store tells how many rows there are. */
type Counted = Pick<State, 'session' | 'run'>;

/** A panel of the page. Its scripts are fetched apart from those of the first paint. */
export interface PanelEntry {
  readonly id: PanelId;
  readonly title: string;
  readonly Component: ComponentType;
  /** Rows in it, for its tab; undefined as long as there are none to count. */
  readonly count?: (state: Counted) => number | undefined;
}

const overview = lazyPart(
  () => import('../panels/overview/OverviewPanel.tsx'),
  ({ OverviewPanel }) => OverviewPanel,
);
const flows = lazyPart(
  () => import('../panels/flows/FlowsPanel.tsx'),
  ({ FlowsPanel }) => FlowsPanel,
);
const packets = lazyPart(
  () => import('../panels/packets/PacketsPanel.tsx'),
  ({ PacketsPanel }) => PacketsPanel,
);
const groups = lazyPart(
  () => import('../panels/groups/GroupsPanel.tsx'),
  ({ GroupsPanel }) => GroupsPanel,
);
const messages = lazyPart(
  () => import('../panels/messages/MessagesPanel.tsx'),
  ({ MessagesPanel }) => MessagesPanel,
);
const sequences = lazyPart(
  () => import('../panels/sequences/SequencesPanel.tsx'),
  ({ SequencesPanel }) => SequencesPanel,
);
const objects = lazyPart(
  () => import('../panels/objects/ObjectsPanel.tsx'),
  ({ ObjectsPanel }) => ObjectsPanel,
);

const hosts = lazyPart(
  () => import('../panels/hosts/HostsPanel.tsx'),
  ({ HostsPanel }) => HostsPanel,
);

const ENTRIES: Readonly<Record<PanelId, Omit<PanelEntry, 'id'>>> = {
  overview: { title: 'Overview', Component: overview.Part },
  flows: { title: 'Flows', Component: flows.Part, count: ({ session }) => summaryOf(session)?.flows },
  packets: { title: 'Packets', Component: packets.Part, count: ({ session }) => summaryOf(session)?.packets },
  groups: { title: 'Groups', Component: groups.Part },
  messages: { title: 'Messages', Component: messages.Part },
  objects: { title: 'Objects', Component: objects.Part },
  hosts: { title: 'Hosts', Component: hosts.Part },
  sequences: {
    title: 'Sequences',
    Component: sequences.Part,
    count: ({ run }) =>
      run.phase === 'done' ? run.classes.reduce((sum, { completed }) => sum + completed, 0) : undefined,
  },
};

/** All panels, in the order of their tabs. The only place that says what each one is. */
export const PANELS: readonly PanelEntry[] = PANEL_IDS.map((id) => ({ id, ...ENTRIES[id] }));

/** All parts that come by themselves, those first that are wanted with nearly every capture. */
const PRELOADS = [
  overview.preload,
  preloadTimeline,
  flows.preload,
  packets.preload,
  groups.preload,
  messages.preload,
  objects.preload,
  hosts.preload,
  preloadPalette,
  preloadSettings,
  preloadRules,
  preloadCharts,
  sequences.preload,
  preloadEditor,
  preloadDifferences,
  preloadStream,
  preloadLadder,
  preloadShare,
  preloadWhy,
  preloadLessons,
  preloadPrivacy,
  preloadDocs,
];

/**
 * Fetches the scripts of all parts, one after the other, so that what is done with a capture asks the network for nothing,
 * and needs no host. False if some could not be had: that shows when the part is opened.
 */
export async function preloadParts(): Promise<boolean> {
  let all = true;
  for (const preload of PRELOADS)
    all =
      (await preload().then(
        () => true,
        () => false,
      )) && all;
  return all;
}
