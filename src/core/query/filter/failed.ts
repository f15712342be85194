import type { Reply } from '../../model/failure.ts';

/** The failure of a question: why, as a sentence, and at which character. */
export function failed<T>(detail: string, offset: number): Reply<T> {
  return { ok: false, failure: { code: 'bad-question', detail, offset } };
}

/** A good answer. */
export function answered<T>(value: T): Reply<T> {
  return { ok: true, value };
}
