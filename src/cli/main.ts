import packageJson from '../../package.json' with { type: 'json' };
import { shownLine } from '../base/text.ts';
import { readArguments, type Arguments } from './arguments.ts';
import { helpText } from './help-text.ts';
import { runFindings } from './commands/findings.ts';
import { runFlows } from './commands/flows.ts';
import { runFollow } from './commands/follow.ts';
import { runHosts } from './commands/hosts.ts';
import { runInfo } from './commands/info.ts';
import { runMatch } from './commands/match.ts';
import { runMessages } from './commands/messages.ts';
import { runNames } from './commands/names.ts';
import { runObjects } from './commands/objects.ts';
import { runPackets } from './commands/packets.ts';
import { Output } from './output.ts';
import { protectInputs, removeUnfinished } from './output-file.ts';
import { isSystemError, Report } from './report.ts';
import { UsageError } from './usage-error.ts';

/** Exit statuses: 0 done, 1 wrong usage, 2 a capture could not be read to its end, 70 a defect (sysexits.h). */
const WRONG_USAGE = 1;
const DEFECT = 70;

/** Runs a command line; the exit status. */
async function run(words: readonly string[], report: Report): Promise<number> {
  const args = readArguments(words);
  if ('captures' in args) protectInputs(filesRead(args));
  switch (args.command) {
    case 'help':
      await print(helpText(args.about));
      return 0;
    case 'version':
      await print(`flowloom ${packageJson.version}\n`);
      return 0;
    case 'info':
      await runInfo(args, report);
      return report.status;
    case 'flows':
      await runFlows(args, report);
      return report.status;
    case 'packets':
      await runPackets(args, report);
      return report.status;
    case 'match':
      await runMatch(args, report);
      return report.status;
    case 'findings':
      await runFindings(args, report);
      return report.status;
    case 'names':
      await runNames(args, report);
      return report.status;
    case 'hosts':
      await runHosts(args, report);
      return report.status;
    case 'messages':
      await runMessages(args, report);
      return report.status;
    case 'objects':
      await runObjects(args, report);
      return report.status;
    case 'follow':
      await runFollow(args, report);
      return report.status;
  }
}

/** Files that are read: nothing is written over them. */
function filesRead(args: Extract<Arguments, { captures: unknown }>): readonly string[] {
  if ('code' in args && args.code !== undefined) return [...args.captures, args.code];
  if ('vendors' in args && args.vendors !== undefined) return [...args.captures, args.vendors];
  return args.command === 'findings' && args.rules !== undefined ? [...args.captures, args.rules] : args.captures;
}

async function print(text: string): Promise<void> {
  const output = Output.open(undefined);
  output.writeText(text);
  await output.end();
}

/** Statuses of a process that was ended by a signal. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** The one place that catches: wrong usage and refusals of the system get their sentence, a defect its stack. */
async function main(): Promise<void> {
  const report = new Report();
  process.on('exit', removeUnfinished);
  // Unheard signals would end the process without `exit`, and leave a begun output behind.
  for (const [signal, status] of Object.entries(SIGNALS)) process.once(signal, () => process.exit(status));
  try {
    process.exitCode = await run(process.argv.slice(2), report);
  } catch (error) {
    process.exitCode = explain(error, report);
  }
}

function explain(error: unknown, report: Report): number {
  if (error instanceof UsageError) {
    report.say(error.advice === '' ? error.message : `${error.message}\n${error.advice}`);
    return WRONG_USAGE;
  }
  if (isSystemError(error)) {
    report.say(`cannot write: ${shownLine(error.message)}`);
    return WRONG_USAGE;
  }
  report.defect(error);
  return DEFECT;
}

await main();
