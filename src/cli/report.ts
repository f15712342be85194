import type { CaptureSummary } from '../core/model/capture-info.ts';
import type { Failure } from '../core/model/failure.ts';
import type { Problem } from '../core/model/problem.ts';
import { failureSentence, isSerious, problemSentence } from './messages.ts';

/** Problems listed of one capture; the rest is counted. */
const MOST_LISTED = 10;

/** What a command says on standard error, and the exit status that follows from it. */
export class Report {
  /** 0, or 2 once a capture could not be read to its end. */
  status: 0 | 2 = 0;

  say(sentence: string): void {
    process.stderr.write(`flowloom: ${sentence}\n`);
  }

  /** A capture, or another file, that could not be read. */
  failure(failure: Failure, name: string): void {
    this.status = 2;
    this.say(failureSentence(failure, name));
  }

  /** What is wrong inside a file of a capture. Problems beyond those kept are told with the last file. */
  problems(summary: CaptureSummary, file: number, name: string): void {
    const problems = summary.problems.filter((problem) => problem.file === file && problem.code !== 'refused-file');
    if (problems.some(isSerious)) this.status = 2;
    const isFirst = ({ code }: Problem, at: number): boolean =>
      problems.findIndex((other) => other.code === code) === at;
    const listed = problems.filter((one, at) => at < MOST_LISTED || (isSerious(one) && isFirst(one, at)));
    for (const problem of listed) this.say(problemSentence(problem, name));
    const omitted = file === summary.files.length - 1 ? summary.problemsOmitted : 0;
    const rest = problems.length - listed.length + omitted;
    if (rest > 0) this.say(`${name}: and ${rest} more problems like these.`);
  }
}
