import { forgetTexts, keptNames } from '../../base/kept-texts.ts';
import { engine } from '../engine-port.ts';
import type { MadeRequest } from '../requests.ts';

/** Requests of the worker that reads captures; undefined if it cannot say. */
export async function readerRequests(): Promise<readonly MadeRequest[] | undefined> {
  const reply = await engine().data.requests();
  return reply.ok ? reply.value.map((request) => ({ ...request, by: 'reader' })) : undefined;
}

/** Forgets all that this browser keeps of the person's work; false if some of it could not be forgotten. */
export function forgetEverything(): boolean {
  forgetTexts();
  return keptNames().length === 0;
}
