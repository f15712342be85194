import { shownLine } from '../base/text.ts';
import type { CaptureSummary } from '../core/model/capture-info.ts';
import type { Failure } from '../core/model/failure.ts';
import type { Problem } from '../core/model/problem.ts';
import { failureSentence, isSerious, problemSentence } from './messages.ts';
import { UsageError } from './usage-error.ts';

/** Problems listed of one capture; the rest is counted. */
const MOST_LISTED = 10;

/** What a command says on standard error, and the exit status that follows from it. */
export class Report {
  /** 0, 1 once user code threw, 2 once a capture could not be read to its end, 70 once a defect of the program was in the way. */
  status: 0 | 1 | 2 | 70 = 0;
  /** True once something of a capture could be read: only then is there a result. */
  hasRead = false;

  /** One line, or several; names and texts of captures in it must be fit to be shown already. */
  say(sentence: string): void {
    process.stderr.write(`flowloom: ${sentence.split('\n').map(shownLine).join('\n')}\n`);
  }

  /** Does what belongs to one capture of several: a defect at one is told, and is no reason not to look at the others. */
  async guard<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof UsageError || isSystemError(error)) throw error;
      this.defect(error, `${shownLine(name)}: `);
      return undefined;
    }
  }

  /** Something that should not be. */
  defect(error: unknown, where = ''): void {
    this.status = 70;
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.say(`${where}a defect of this program: ${words}`);
  }

  /** What user code threw while the rest of it went on. */
  threw(failure: Failure, name: string): void {
    if (this.status === 0) this.status = 1;
    this.say(failureSentence(failure, name));
  }

  /** A capture, or another file, that could not be read. */
  failure(failure: Failure, name: string): void {
    if (this.status === 0) this.status = 2;
    this.say(failureSentence(failure, name));
  }

  /** What is wrong inside a file of a capture. Problems beyond those kept are told with the last file. */
  problems(summary: CaptureSummary, file: number, name: string): void {
    const problems = summary.problems.filter((problem) => problem.file === file && problem.code !== 'refused-file');
    if (problems.some(isSerious) && this.status === 0) this.status = 2;
    const isFirst = ({ code }: Problem, at: number): boolean =>
      problems.findIndex((other) => other.code === code) === at;
    const listed = problems.filter((one, at) => at < MOST_LISTED || (isSerious(one) && isFirst(one, at)));
    for (const problem of listed) this.say(problemSentence(problem, name));
    const omitted = file === summary.files.length - 1 ? summary.problemsOmitted : 0;
    const rest = problems.length - listed.length + omitted;
    if (rest > 0) this.say(`${shownLine(name)}: and ${rest} more problems like these.`);
  }
}

/** Errors of the system carry its code: ENOSPC, EACCES, … */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
