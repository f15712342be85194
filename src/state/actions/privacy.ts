import { forgetTexts, keptNames } from '../../base/kept-texts.ts';
import { engine } from '../engine-port.ts';
import { forgetKeys } from './keys.ts';
import { forgetRecents } from '../recents.ts';
import type { MadeRequest } from '../requests.ts';

/** Requests of the worker that reads captures; undefined if it cannot say. */
export async function readerRequests(): Promise<readonly MadeRequest[] | undefined> {
  const reply = await engine().data.requests();
  return reply.ok ? reply.value.map((request) => ({ ...request, by: 'reader' })) : undefined;
}

/** Forgets all that this browser keeps of the person's work, and the keys in memory; false if some of it could not be forgotten. */
export async function forgetEverything(): Promise<boolean> {
  forgetTexts();
  await forgetKeys();
  return (await forgetRecents()) && keptNames().length === 0;
}
