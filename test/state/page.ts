import { MATCH_TABLE } from '../../src/core/model/table-list.ts';
import { vi } from 'vitest';
import type { CaptureOrder, CaptureSummary } from '../../src/core/model/capture-info.ts';
import { NO_NOTES } from '../../src/core/model/capture-notes.ts';
import { answered, type Failure, type Reply } from '../../src/core/model/failure.ts';
import { meterCost } from '../../src/core/model/parameter-cost.ts';
import { PAGE_DEFAULTS, type MeterParameters } from '../../src/core/model/parameters.ts';
import type { ChosenRows } from '../../src/core/model/question.ts';
import { FIRST_TABLES } from '../../src/core/model/table-list.ts';
import type { MeterResult, NamedFile, OpenProgress, OpenResult } from '../../src/protocol/data.ts';
import type { PackedMatches } from '../../src/core/model/match.ts';
import { connectEngine } from '../../src/state/engine-port.ts';
import type { DataCall, EnginePort, RunProgress } from '../../src/state/engine-port.ts';
import { useSamples } from '../../src/state/samples.ts';
import { useStore } from '../../src/state/store.ts';

/** A summary of so many packets and flows; nothing else matters. */
export function summary(name: string, packets: number, flows: number): CaptureSummary {
  return {
    name,
    fileBytes: 100,
    files: [{ name, fileBytes: 100, format: 'pcap', compression: 'none', packets }],
    order: 'list',
    notes: NO_NOTES,
    format: 'pcap',
    compression: 'none',
    bigEndian: false,
    nanoseconds: false,
    interfaces: [],
    epochNs: 0n,
    firstNs: 0,
    lastNs: 1,
    packets,
    wireBytes: 0,
    capturedBytes: 0,
    flows,
    flowless: [],
    problems: [],
    problemsOmitted: 0,
    complete: true,
    stopped: false,
  };
}

/** How a reading ends by parameters: so many packets and flows, and the columns that the page begins with. */
export function opened(name: string, packets: number, flows: number, parameters = PAGE_DEFAULTS): OpenResult {
  return { summary: summary(name, packets, flows), metering: { parameters, tables: FIRST_TABLES } };
}

interface Metering {
  readonly parameters: MeterParameters;
  readonly chosen: ChosenRows;
  readonly progress: (progress: OpenProgress) => void;
  readonly answer: (reply: Reply<MeterResult>) => void;
}

interface Opening {
  /** Of several files: their names, with spaces between. */
  readonly name: string;
  readonly order: CaptureOrder;
  readonly refusals: readonly (string | undefined)[];
  readonly parameters: MeterParameters;
  readonly progress: (progress: OpenProgress) => void;
  readonly answer: (reply: Reply<OpenResult>) => void;
}

interface Running {
  readonly code: string;
  readonly progress: (progress: RunProgress) => void;
  readonly answer: (reply: Reply<PackedMatches>) => void;
}

/** An engine whose answers the test gives by hand, and the store as it is at first. */
export function freshPage() {
  useStore.setState(useStore.getInitialState(), true);
  useSamples.setState({ samples: [] });
  vi.stubGlobal('location', new URL('https://host.example/app/?x=1'));
  vi.stubGlobal('document', { baseURI: 'https://host.example/app/?x=1' });
  vi.stubGlobal('history', {
    state: null,
    replaceState: (_: unknown, __: string, url: URL | string) => void (location.href = String(url)),
    pushState: (_: unknown, __: string, url: URL | string) => void (location.href = String(url)),
  });
  const openings: Opening[] = [];
  const meterings: Metering[] = [];
  const runs: Running[] = [];
  const stop = vi.fn(() => Promise.resolve());
  const setMatches = vi.fn(() => Promise.resolve({ ok: true, value: MATCH_TABLE.columns } as const));
  const data = {
    /** A file is a capture unless its name says otherwise. */
    refusal: (files: readonly NamedFile[]) =>
      Promise.resolve(
        answered<Failure | undefined>(
          files.every(({ name }) => name.endsWith('.txt')) ? { code: 'not-a-capture' } : undefined,
        ),
      ),
    open: (
      files: readonly NamedFile[],
      order: CaptureOrder,
      parameters: MeterParameters,
      progress: Opening['progress'],
    ) =>
      new Promise<Reply<OpenResult>>((answer) => {
        const names = files.map(({ name }) => name);
        openings.push({
          name: names.join(' '),
          order,
          refusals: files.map(({ refusal }) => refusal),
          parameters,
          progress,
          answer,
        });
      }),
    meter: (parameters: MeterParameters, chosen: ChosenRows, progress: Metering['progress']) =>
      new Promise<Reply<MeterResult>>((answer) => meterings.push({ parameters, chosen, progress, answer })),
    /** As the worker does, for a capture of 7 packets by the parameters that were asked for last. */
    meterCost: (after: MeterParameters) => {
      const parameters = meterings.at(-1)?.parameters ?? openings.at(-1)?.parameters ?? PAGE_DEFAULTS;
      const finished = useStore.getState().session.phase === 'ready';
      return Promise.resolve(answered(meterCost({ parameters, finished, spanNs: 1, packets: 7 }, after)));
    },
    stop,
    setMatches,
    fileHashes: () => Promise.resolve(answered([])),
  };
  const stopRun = vi.fn();
  const run = (code: string, _: unknown, progress: Running['progress']): Promise<Reply<PackedMatches>> =>
    new Promise((answer) => runs.push({ code, progress, answer }));
  const restartData = vi.fn((): readonly DataCall[] => []);
  connectEngine({ data, run, stopRun, restartData } as unknown as EnginePort);
  return { openings, meterings, runs, stop, stopRun, setMatches, restartData };
}

/** Lets what was answered have its consequences. */
export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
