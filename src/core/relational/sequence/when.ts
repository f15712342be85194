import { isAsync, isPromise } from '../prompt-answer.ts';
import type { Condition } from './definition.ts';
import { readMember } from './read-member.ts';
import type { Taken } from './taken.ts';

/** What a field must be: a value, one of several, within bounds, or a value of what was taken. */
export type Wanted<V, M> =
  V | readonly V[] | { readonly min?: number; readonly max?: number } | ((taken: M) => V | undefined);

/** Events whose decoded fields can be asked for. */
interface HasFields {
  fields(id: string): readonly (number | string)[];
}

/** Fields of an event and what they must be; all of them. Decoded fields by their ids in quotes: one of the values that there are. */
export type FieldsWanted<E, M> = { readonly [Field in keyof E]?: Wanted<E[Field], M> } & (E extends HasFields
  ? { readonly [Id in `${string}.${string}`]?: Wanted<number | string | boolean, M> }
  : object);

/**
 * A condition: fields, or a function that says whether the event fits; what it returns as an object is remembered with the
 * flow, if the event is taken. Of a list one must hold.
 */
export type When<E, M, C extends object = object> =
  | FieldsWanted<E, M>
  | ((event: E, taken: M) => boolean | C)
  | readonly (FieldsWanted<E, M> | ((event: E, taken: M) => boolean | C))[];

/** A condition as the engine asks it. */
export function compileWhen<E, M>(when: When<E, M>): Condition<E> {
  if (Array.isArray(when)) {
    const any = (when as readonly When<E, M>[]).map((one) => compileWhen<E, M>(one));
    const condition: Condition<E> = (event, taken) => firstThatHolds(any, event, taken);
    condition.whyNot = (event, taken) => any.map((one) => one.whyNot?.(event, taken) ?? SAID_NO).join('; or: ');
    return condition;
  }
  return typeof when === 'function' ? asked(when as (event: E, taken: M) => unknown) : fieldsHold(when as object);
}

const NOT_AT_ONCE = 'A condition must answer at once: an async function cannot be one.';

function firstThatHolds<E>(any: readonly Condition<E>[], event: E, taken: Taken<E>): ReturnType<Condition<E>> {
  for (const one of any) {
    const answer = one(event, taken);
    if (answer !== false) return answer;
  }
  return false;
}

/** A person’s function: a promise is refused, since it would count as true. */
function asked<E, M>(when: (event: E, taken: M) => unknown): Condition<E> {
  if (isAsync(when)) throw new TypeError(NOT_AT_ONCE);
  const condition: Condition<E> = (event, taken) => {
    const answer = when(event, taken as unknown as M);
    if (typeof answer !== 'object' || answer === null) return Boolean(answer);
    if (isPromise(answer)) throw new TypeError(NOT_AT_ONCE);
    return answer as Readonly<Record<string, unknown>>;
  };
  condition.isOfEvent = OF_EVENT.test(textOf(when));
  return condition;
}

/** An arrow function of one plain name, or of members of one object: nothing in it can reach a second argument. */
const OF_EVENT = /^(?:\(\s*[\w$]+\s*\)|[\w$]+|\(\s*\{[\w\s,:$]*\}\s*\))\s*=>/;
/** As it was before any code of a person ran. */
const toText = Function.prototype.toString;

function textOf(when: object): string {
  return Reflect.apply(toText, when, []);
}

type FieldTest = (value: unknown, taken: unknown) => boolean;

/** Constants are asked before what looks at what was taken. */
function fieldsHold<E>(fields: object): Condition<E> {
  const tests = Object.entries(fields)
    .filter(([, wanted]) => wanted !== undefined)
    .map(([field, wanted]) => (field.includes('.') ? decodedTest<E>(field, wanted) : memberTest<E>(field, wanted)));
  const constants = allHold(tests.filter(({ isOfEvent }) => isOfEvent));
  const related = tests.filter(({ isOfEvent }) => !isOfEvent);
  const relations = related.length === 0 ? undefined : allHold(related);
  const condition: Condition<E> =
    relations === undefined
      ? (event) => constants(event, undefined)
      : (event, taken) => constants(event, undefined) && relations(event, taken);
  condition.isOfEvent = relations === undefined;
  condition.constants = (event) => constants(event, undefined);
  if (relations !== undefined) condition.relations = relations;
  const ordered = [...tests.filter(({ isOfEvent }) => isOfEvent), ...related];
  condition.whyNot = (event, taken) =>
    ordered.flatMap(({ holds, why }) => (holds(event, taken) ? [] : [why(event, taken)])).join(', ');
  return condition;
}

type Holds<E> = (event: E, taken: unknown) => boolean;

/** All of them hold; the first ones without a loop, since nearly all conditions have no more. */
function allHold<E>(tests: readonly EventTest<E>[]): Holds<E> {
  const [first = YES, second, ...others] = tests.map(({ holds }) => holds);
  if (second === undefined) return first;
  if (others.length === 0) return (event, taken) => first(event, taken) && second(event, taken);
  return (event, taken) => first(event, taken) && second(event, taken) && others.every((holds) => holds(event, taken));
}

const YES = (): boolean => true;

const SAID_NO = 'the function said no';

/** A test of one field, and what is said where it fails: "dstPort 443, wanted 80". */
interface EventTest<E> {
  readonly holds: Holds<E>;
  /** It does not look at what was taken. */
  readonly isOfEvent: boolean;
  readonly why: (event: E, taken: unknown) => string;
}

function memberTest<E>(field: string, wanted: unknown): EventTest<E> {
  const value = readMember<E>(field);
  const isOfEvent = typeof wanted !== 'function';
  return {
    holds: isPlain(wanted) ? (event) => value(event) === wanted : heldBy(value, fieldTest(wanted)),
    isOfEvent,
    why: (event, taken) => `${field} ${shown(value(event))}, wanted ${wantedWords(wanted, taken)}`,
  };
}

function heldBy<E>(value: (event: E) => unknown, holds: FieldTest): Holds<E> {
  return (event, taken) => holds(value(event), taken);
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  return isPlain(value) ? String(value) : `a ${typeof value}`;
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function wantedWords(wanted: unknown, taken: unknown): string {
  if (typeof wanted === 'function') return shown((wanted as (taken: unknown) => unknown)(taken));
  if (Array.isArray(wanted)) return wanted.map((one) => shown(one)).join(' or ');
  if (typeof wanted !== 'object' || wanted === null) return shown(wanted);
  const { min, max } = wanted as { min?: number; max?: number };
  if (min === undefined) return `at most ${max ?? 'anything'}`;
  return max === undefined ? `at least ${min}` : `${min} to ${max}`;
}

/** Of a decoded field one value must be so. Bits are 0 and 1. */
function decodedTest<E>(id: string, wanted: unknown): EventTest<E> {
  const holds = fieldTest(typeof wanted === 'boolean' ? Number(wanted) : wanted);
  const values = (event: E): readonly unknown[] => (event as HasFields).fields(id);
  return {
    holds: (event, taken) => values(event).some((value) => holds(value, taken)),
    isOfEvent: typeof wanted !== 'function',
    why: (event, taken) => `${id} ${values(event).join(' and ') || 'none'}, wanted ${wantedWords(wanted, taken)}`,
  };
}

function fieldTest(wanted: unknown): FieldTest {
  if (typeof wanted === 'function') {
    const of = wanted as (taken: unknown) => unknown;
    return (value, taken) => value !== undefined && value === of(taken);
  }
  if (Array.isArray(wanted)) return (value) => wanted.includes(value);
  if (typeof wanted !== 'object' || wanted === null) return (value) => value === wanted;
  const { min = -Infinity, max = Infinity } = wanted as { min?: number; max?: number };
  return (value) => typeof value === 'number' && value >= min && value <= max;
}
