import type { Failure } from '../model/failure.ts';
import type { FlowClass } from './flow.ts';
import { isAsync } from './prompt-answer.ts';
import { placeOfOffset } from './transpile.ts';

/** Methods that must answer at once. */
const METHODS = ['isNextEvent', 'isComplete'] as const;

/** Refuses a class with an async method, whose promise would count as yes; with its place in the JavaScript `code`. */
export function refusedAsync<E>(classes: readonly FlowClass<E>[], code: string): Failure | undefined {
  for (const type of classes) {
    const found = asyncMethod(type);
    if (found === undefined) continue;
    const offset = code.indexOf(String(found.method));
    const detail = `${found.name} must answer at once: it cannot be async.`;
    return { code: 'code-syntax', detail, ...(offset >= 0 && placeOfOffset(code, offset)) };
  }
  return undefined;
}

function asyncMethod<E>(type: FlowClass<E>): { readonly name: string; readonly method: unknown } | undefined {
  const prototype = type.prototype as Partial<Record<string, unknown>>;
  const name = METHODS.find((one) => isAsync(prototype[one]));
  if (name !== undefined) return { name, method: prototype[name] };
  return isAsync(type.key) ? { name: 'key', method: type.key } : undefined;
}
