import type { TimeFormat } from '../../../base/format.ts';
import { formatCountOf } from '../../../base/format.ts';
import { PARAMETERS } from '../../../core/model/parameter-list.ts';
import { parameterName } from '../../../core/model/parameter-kind.ts';
import { useAddressView, keepViewInAddress } from '../../../state/address-view.ts';
import { openSample } from '../../../state/actions/capture.ts';
import { openSetting } from '../../../state/actions/meter.ts';
import { showProblems } from '../../../state/actions/problems.ts';
import { setRange, setTheme, setTimeFormat, showFlow, showPacketsOfFlow } from '../../../state/actions/view.ts';
import type { Command } from '../../../state/commands.ts';
import { openDocs } from '../../../state/docs.ts';
import { notify, notifyPassing } from '../../../state/notice.ts';
import { useSamples } from '../../../state/samples.ts';
import { isOpen, summaryOf } from '../../../state/session.ts';
import { getState, type State, type Theme } from '../../../state/store.ts';
import { linkToView } from '../../../state/url-sync.ts';
import { loadPages, PAGE_TITLES } from '../../docs/load-pages.ts';
import { plainText } from '../../docs/page.ts';

const THEMES: Readonly<Record<Theme, string>> = { system: 'as the system', light: 'light', dark: 'dark' };
const TIME_FORMATS: Readonly<Record<TimeFormat, string>> = {
  relative: 'since the first packet',
  delta: 'since the row above',
  utc: 'UTC',
  local: 'local time',
};

/** What of the page these commands open. */
export interface FurtherOpens {
  readonly differences: () => void;
}

/** Commands without a key of their own: those of the page, of its samples and its settings. */
export function listFurtherCommands({ differences }: FurtherOpens): readonly Command[] {
  return [
    ...viewCommands(),
    ...themeCommands(),
    ...timeCommands(),
    { id: 'differences', title: 'How tools differ', keys: [], words: 'compare wireshark zeek help', run: differences },
    ...pageCommands(),
    ...sampleCommands(),
    ...settingCommands(),
  ];
}

function viewCommands(): readonly Command[] {
  const { kept } = useAddressView.getState();
  return [
    {
      id: 'clear-range',
      title: 'Show the whole capture, not a range of time',
      group: 'Time',
      keys: [],
      words: 'clear range',
      when: ({ range }) => range !== undefined,
      run: () => setRange(undefined),
    },
    {
      id: 'flow-of-packet',
      title: 'Show the selected flow in Flows',
      group: 'Flows',
      keys: [],
      when: hasFlow,
      run: () => withFlow(showFlow),
    },
    {
      id: 'packets-of-flow',
      title: 'Show the packets of the selected flow',
      group: 'Packets',
      keys: [],
      when: hasFlow,
      run: () => withFlow(showPacketsOfFlow),
    },
    {
      id: 'problems',
      title: 'Show the problems of the capture',
      group: 'Overview',
      keys: [],
      words: 'errors damage',
      when: ({ session }) => (summaryOf(session)?.problems.length ?? 0) > 0,
      run: showProblems,
    },
    {
      id: 'copy-link',
      title: 'Copy a link to this view',
      group: 'Links',
      keys: [],
      words: 'share address url',
      run: () => void copyLink(),
    },
    {
      id: 'keep-view',
      title: kept ? 'Keep the view out of the address' : 'Keep the view in the address',
      group: 'Links',
      keys: [],
      words: 'privacy history url hash',
      run: () => keepViewInAddress(!kept),
    },
  ];
}

const hasFlow = (state: State): boolean => isOpen(state.session) && state.flow !== undefined;

function withFlow(show: (flow: number) => void): void {
  const { flow } = getState();
  if (flow !== undefined) show(flow);
}

async function copyLink(): Promise<void> {
  await navigator.clipboard.writeText(linkToView()).then(
    () => notifyPassing('The link to this view is in the clipboard.'),
    () => notify({ tone: 'danger', sentence: 'The browser did not allow copying.' }),
  );
}

function themeCommands(): readonly Command[] {
  return (['system', 'light', 'dark'] as const).map((theme) => ({
    id: `theme-${theme}`,
    title: `Theme: ${THEMES[theme]}`,
    group: 'Theme',
    keys: [],
    words: 'colours mode',
    when: (state) => state.theme !== theme,
    run: () => setTheme(theme),
  }));
}

function timeCommands(): readonly Command[] {
  return (['relative', 'delta', 'utc', 'local'] as const).map((format) => ({
    id: `time-${format}`,
    title: `Times: ${TIME_FORMATS[format]}`,
    group: 'Time',
    keys: [],
    words: 'time format clock date absolute seconds',
    when: (state) => isOpen(state.session) && state.timeFormat !== format,
    run: () => setTimeFormat(format),
  }));
}

function pageCommands(): readonly Command[] {
  return PAGE_TITLES.map(({ id, title }) => docsCommand(id, '', title));
}

/** The sections of the documentation, once its pages are here. */
export async function listSectionCommands(): Promise<readonly Command[]> {
  const pages = await loadPages();
  return pages.flatMap(({ id, title, blocks }) =>
    blocks.flatMap((block) =>
      block.type === 'heading' ? [docsCommand(id, block.id, `${title}: ${plainText(block.text)}`)] : [],
    ),
  );
}

function docsCommand(page: string, heading: string, title: string): Command {
  return {
    id: `docs-${page}-${heading}`,
    title: `Read about ${title}`,
    group: 'Documentation',
    keys: [],
    words: 'help manual docs',
    onlySearched: heading !== '',
    run: () => openDocs(page, heading),
  };
}

function sampleCommands(): readonly Command[] {
  const samples = useSamples.getState().samples ?? [];
  return samples.map((sample) => ({
    id: `sample-${sample.id}`,
    title: `Open the sample “${sample.title}”`,
    group: formatCountOf(sample.packets, 'packet'),
    keys: [],
    words: `example capture ${sample.file} ${sample.sentences}`,
    run: () => void openSample(sample),
  }));
}

function settingCommands(): readonly Command[] {
  return PARAMETERS.map((parameter) => ({
    id: `setting-${parameter.id}`,
    title: `Set “${parameter.label}”`,
    group: 'Meter settings',
    keys: [],
    words: `parameter option ${parameterName(parameter)}`,
    onlySearched: true,
    run: () => openSetting(parameter.id),
  }));
}
