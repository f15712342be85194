import type { CaptureSession } from '../../src/core/session/capture-session.ts';
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
import { CONFIGURATIONS, readMutant, type ReadMutant } from './reading.ts';

type Look = (
  mutant: Mutant,
  read: ReadMutant,
  session: CaptureSession,
) => readonly string[] | Promise<readonly string[]>;

/** Looks that a mutant gets some of: each costs as much as a reading, or more. */
const LOOKS: readonly Look[] = [checkWindows, checkQuestions, checkPackets, checkFlows, checkExports];
/** The same, for files that cannot be opened as well. */
const LOOKS_AT_FILES: readonly Look[] = [checkPacked, checkJoined, checkCommands];

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
  const session = sessionOf(read);
  const chosen = [random.pick(LOOKS_AT_FILES), ...(read.reply.ok ? random.shuffled(LOOKS).slice(0, 2) : [])];
  // The last one changes the session.
  const looks: Look[] = [checkTables, checkPieces, checkAgainstOriginal, ...chosen];
  if (read.reply.ok && random.chance(0.3)) looks.push(checkMeteringAgain);
  const wrong: string[] = [];
  for (const look of looks) wrong.push(...(await look(mutant, read, session)));
  return wrong;
}
