import { checkCommands, checkExports } from './check-files.ts';
import { checkAgainstOriginal, checkJoined, checkPacked, checkPieces, checkTables } from './check-reading.ts';
import {
  checkFlows,
  checkMeteringAgain,
  checkPackets,
  checkQuestions,
  checkWindows,
  sessionOf,
} from './check-session.ts';
import type { Mutant } from './mutants.ts';
import { CONFIGURATIONS, readMutant } from './reading.ts';

/** Looks that every mutant gets one of: each costs as much as a reading, or more. */
const DEAR = [checkPacked, checkJoined, checkCommands, 'exports', 'metering'] as const;

/** What is wrong with what the core makes of a mutant; empty if nothing. Never throws. */
export async function checkCore(mutant: Mutant): Promise<readonly string[]> {
  try {
    return await findings(mutant);
  } catch (error) {
    return [`thrown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
}

async function findings(mutant: Mutant): Promise<readonly string[]> {
  const { random } = mutant;
  const read = await readMutant(mutant.bytes, random.pick(CONFIGURATIONS));
  const wrong = [
    ...checkTables(read),
    ...(await checkPieces(mutant, read)),
    ...(await checkAgainstOriginal(mutant, read)),
  ];
  const session = sessionOf(read);
  if (read.reply.ok) {
    wrong.push(...(await checkWindows(session, read, random)));
    wrong.push(...(await checkQuestions(session, read, random)));
    wrong.push(...(await checkPackets(session, read, mutant)));
    wrong.push(...checkFlows(session, read, random));
  }
  const dear = random.pick(DEAR);
  if (typeof dear === 'function') wrong.push(...(await dear(mutant, read)));
  else if (read.reply.ok && dear === 'exports') wrong.push(...(await checkExports(session, read, mutant)));
  else if (read.reply.ok) wrong.push(...(await checkMeteringAgain(session, read, mutant)));
  return wrong;
}
