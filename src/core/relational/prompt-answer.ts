/** Whether a method said yes. A promise is refused, since it would count as yes: throws a TypeError. */
export function answerOf(answer: unknown, method: string): boolean {
  if (isPromise(answer)) throw new TypeError(`${method} must answer at once: an async function cannot do that.`);
  return Boolean(answer);
}

/** True of what is to be awaited. */
export function isPromise(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

const asynchronous = Object.getPrototypeOf(async () => undefined) as object;

/** True of functions that are declared `async`. */
export function isAsync(value: unknown): boolean {
  return typeof value === 'function' && Object.getPrototypeOf(value) === asynchronous;
}
