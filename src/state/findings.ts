import { create } from 'zustand';
import { JobCounter } from '../base/newest.ts';
import type { Failure, Reply } from '../core/model/failure.ts';
import type { RuleEntry, RuleFindings } from '../core/model/findings.ts';
import { engine } from './engine-port.ts';

/** A rule, and what it found: undefined as long as it is not known. */
export interface RuleResult {
  readonly entry: RuleEntry;
  readonly result: Reply<RuleFindings> | undefined;
}

/** What is known of findings in the open capture. */
interface FindingsState {
  /** All rules, in their order. */
  readonly entries: readonly RuleEntry[];
  readonly results: readonly RuleResult[];
  /** Rules are still being run. */
  readonly pending: boolean;
  /** Why the rules cannot be had at all. */
  readonly failure: Failure | undefined;
}

const NOTHING: FindingsState = { entries: [], results: [], pending: false, failure: undefined };

/** What the rules have found, filled by `findAll`. */
export const useFindings = create<FindingsState>()(() => NOTHING);

const jobs = new JobCounter();
/** What was asked last: the tables as they were, and the person’s rules. */
let asked = '';

/** Runs all rules on the capture as it is, unless that is done; those first that need no bytes of packets. */
export async function findAll(generation: number, own: string): Promise<void> {
  const key = JSON.stringify([generation, own]);
  if (key === asked) return;
  asked = key;
  const job = jobs.begin();
  const entries = await engine().data.ruleEntries(own);
  if (!jobs.isNewest(job)) return;
  if (!entries.ok) return useFindings.setState({ ...NOTHING, failure: entries.failure });
  const results = entries.value.map((entry): RuleResult => ({ entry, result: undefined }));
  useFindings.setState({ entries: entries.value, results, pending: true, failure: undefined });
  for (const entry of inOrder(entries.value)) {
    const result = await engine().data.findings(entry.text);
    if (!jobs.isNewest(job)) return;
    keep(entry, result);
  }
  useFindings.setState({ pending: false });
}

/** Forgets what was found: another capture is read. */
export function forgetFindings(): void {
  if (asked === '') return;
  asked = '';
  jobs.begin();
  useFindings.setState(NOTHING);
}

function inOrder(entries: readonly RuleEntry[]): readonly RuleEntry[] {
  const able = entries.filter(({ off, failure }) => !off && failure === undefined);
  return [...able.filter(({ readsBytes }) => !readsBytes), ...able.filter(({ readsBytes }) => readsBytes)];
}

function keep(entry: RuleEntry, result: Reply<RuleFindings>): void {
  const { results } = useFindings.getState();
  useFindings.setState({ results: results.map((one) => (one.entry === entry ? { entry, result } : one)) });
}
