import type { MatchArguments } from '../arguments.ts';
import type { Report } from '../report.ts';

export async function runMatch(args: MatchArguments, report: Report): Promise<void> {
  report.say(args.code);
}
