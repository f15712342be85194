import { readLog, type OpenLog } from '../core/lines/read-log.ts';
import { LINE_BYTES } from '../core/model/line-event.ts';
import type { LogSummary } from '../core/model/log.ts';
import { openInput } from './input.ts';
import { shownLine } from '../base/text.ts';
import type { Report } from './report.ts';

/** Reads a log and reports what is wrong with it; undefined if it could not be read. */
export async function openLog(path: string, report: Report): Promise<OpenLog | undefined> {
  const input = openInput(path);
  const name = path === '-' ? 'standard input' : path;
  const reply = await readLog(input, name);
  input.close();
  if (input.refusal !== undefined) report.failure({ code: 'unreadable', detail: input.refusal }, name);
  else if (!reply.ok) report.failure(reply.failure, name);
  if (!reply.ok) return undefined;
  report.hasRead = true;
  tell(reply.value.summary, report);
  return reply.value;
}

const CUT_OFF: Readonly<Record<NonNullable<LogSummary['cutOff']>, string>> = {
  lines: 'it has more lines than are kept',
  bytes: 'it has more bytes than are kept',
  damaged: 'the compressed data cannot be inflated further',
};

function tell({ name, lines, times, longLines, cutOff }: LogSummary, report: Report): void {
  const say = (words: string): void => report.say(`${shownLine(name)}: ${words}`);
  if (cutOff !== undefined) {
    if (report.status === 0) report.status = 2;
    say(`${CUT_OFF[cutOff]}. The first ${lines} lines were read.`);
  }
  if (longLines > 0) say(`${longLines} lines are longer than ${LINE_BYTES} bytes: only so much of them is looked at.`);
  if (times === undefined) say('no line begins with a time that is known here: the time of a line is its number.');
  else if (times.backwards > 0)
    say(`${times.backwards} lines are earlier than one above them: --order time looks at lines in the order of time.`);
}
