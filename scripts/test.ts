/**
 * Every check and every test, in the order from cheap to dear; ends at the first that fails.
 * `npm test` runs all, `npm test -- types unit` those that are named.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.ts';
import { ensureChromium } from './find-chromium.ts';
import { root, runTool } from './run.ts';

/** What a step counts as: tests where it has any, else itself. */
interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Step {
  readonly name: string;
  readonly title: string;
  /** Answers with an exit status; 0 is well. */
  run(): Promise<number>;
  /** Reads what the tests have reported; undefined if they did not come so far. */
  readonly count?: () => Count | undefined;
}

const unitReport = join(root, '.cache/unit.json');
const journeyReport = join(root, '.cache/e2e.json');

const projects = [
  'tsconfig.json',
  'tsconfig.worker.json',
  'tsconfig.page.json',
  'tsconfig.node.json',
  'tsconfig.test.json',
];

const steps: readonly Step[] = [
  { name: 'format', title: 'formatting', run: () => runTool('prettier', ['--check', '--log-level', 'warn', '.']) },
  { name: 'lint', title: 'lint', run: lint },
  { name: 'types', title: 'types', run: checkTypes },
  { name: 'imports', title: 'import rules', run: checkImports },
  { name: 'unused', title: 'unused files, exports and packages', run: () => runTool('knip', ['--no-progress']) },
  { name: 'unit', title: 'unit, property and conformance tests', run: runUnitTests, count: countUnitTests },
  { name: 'build', title: 'build', run: build },
  { name: 'size', title: 'size of the first paint', run: () => runTool('tsx', ['scripts/check-size.ts']) },
  { name: 'e2e', title: 'journeys on the built page', run: runJourneys, count: countJourneys },
];

async function lint(): Promise<number> {
  const quick = await runTool('oxlint', ['--deny-warnings']);
  return quick === 0 ? runTool('eslint', ['--max-warnings', '0', '.']) : quick;
}

async function checkTypes(): Promise<number> {
  // All of them, so that one run shows every complaint; side by side, as each uses one processor.
  return Math.max(...(await Promise.all(projects.map((project) => runTool('tsc', ['-p', project])))));
}

function checkImports(): Promise<number> {
  return runTool('depcruise', ['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long', 'src', 'workers']);
}

function runUnitTests(): Promise<number> {
  rmSync(unitReport, { force: true });
  return runTool('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`]);
}

function countUnitTests(): Count | undefined {
  const report = readReport(unitReport);
  if (report === undefined) return undefined;
  return {
    passed: numberOf(report, 'numPassedTests'),
    failed: numberOf(report, 'numFailedTests'),
    skipped: numberOf(report, 'numPendingTests'),
  };
}

function runJourneys(): Promise<number> {
  const executable = ensureChromium();
  rmSync(journeyReport, { force: true });
  return runTool('playwright', ['test'], { FLOWLOOM_CHROMIUM: executable });
}

function countJourneys(): Count | undefined {
  const report = readReport(journeyReport);
  const stats = report?.['stats'];
  if (!isRecord(stats)) return undefined;
  for (const title of secondTries(report)) console.log(`Passed at the second try only: ${title}`);
  const passed = numberOf(stats, 'expected') + numberOf(stats, 'flaky');
  return { passed, failed: numberOf(stats, 'unexpected'), skipped: numberOf(stats, 'skipped') };
}

/** Titles of the journeys that failed once and passed then, in a suite of Playwright's report and in those within it. */
function secondTries(suite: unknown): readonly string[] {
  if (!isRecord(suite)) return [];
  const own = listOf(suite, 'specs').filter((spec) => listOf(spec, 'tests').some((test) => test['status'] === 'flaky'));
  return [...own.map((spec) => String(spec['title'])), ...listOf(suite, 'suites').flatMap(secondTries)];
}

function listOf(report: Report, field: string): readonly Report[] {
  const value = report[field];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

type Report = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Report {
  return typeof value === 'object' && value !== null;
}

/** A report written by a test runner; undefined if it ended before it wrote one. */
function readReport(path: string): Report | undefined {
  try {
    const report: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isRecord(report) ? report : undefined;
  } catch {
    return undefined;
  }
}

function numberOf(report: Report, field: string): number {
  const value = report[field];
  return typeof value === 'number' ? value : 0;
}

/** What a step comes to. One that failed counts at least one failure, also if no test of it did. */
function countOf(step: Step, status: number): Count {
  const self: Count = { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
  const tests = step.count?.();
  if (tests === undefined) return self;
  return { ...tests, failed: status === 0 ? tests.failed : Math.max(1, tests.failed) };
}

async function statusOf(step: Step): Promise<number> {
  try {
    return await step.run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

function chosenSteps(names: readonly string[]): readonly Step[] {
  const known = steps.map((step) => step.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`No such step: ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  return names.length === 0 ? steps : steps.filter((step) => names.includes(step.name));
}

async function main(names: readonly string[]): Promise<number> {
  const total = { passed: 0, failed: 0, skipped: 0 };
  mkdirSync(join(root, '.cache'), { recursive: true });
  const chosen = chosenSteps(names);
  for (const [position, step] of chosen.entries()) {
    console.log(`\n[${position + 1}/${chosen.length}] ${step.name}: ${step.title}`);
    const start = performance.now();
    const status = await statusOf(step);
    const count = countOf(step, status);
    total.passed += count.passed;
    total.failed += count.failed;
    total.skipped += count.skipped;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${status === 0 ? 'ok' : 'FAILED'}: ${step.name} in ${seconds} s`);
    if (status === 0) continue;
    const left = chosen.slice(position + 1).map((next) => next.name);
    if (left.length > 0) console.log(`Not run: ${left.join(', ')}`);
    break;
  }
  if (total.skipped > 0) console.log(`\n${total.skipped} skipped`);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
