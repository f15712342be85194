import type { CapturedField, Match, MatchSet } from '../core/model/match.ts';

/** Bounds of what is believed; src/core/relational stays below them. */
const MOST_CLASSES = 1000;
const MOST_MATCHES = 100_000;
const MOST_FIELDS = 32;
const MOST_CHARACTERS = 200;

/**
 * What the sandbox answered, checked and copied, as user code shares its worker: packets that exist, texts that are
 * texts, numbers that are counts. undefined if it is not a match set at all.
 */
export function checkMatches(value: unknown, packets: number): MatchSet | undefined {
  const { classes, matches, omitted } = fieldsOf(value);
  if (!Array.isArray(classes) || !Array.isArray(matches) || !Array.isArray(omitted)) return undefined;
  if (classes.length > MOST_CLASSES || matches.length > MOST_MATCHES) return undefined;
  return {
    classes: classes.map(checkClass),
    matches: matches.map((match) => checkMatch(match, classes.length, packets)).filter((match) => match !== undefined),
    omitted: classes.map((_class, index) => count(omitted[index])),
  };
}

function checkClass(value: unknown): MatchSet['classes'][number] {
  const { name, completed, incomplete } = fieldsOf(value);
  return { name: text(name), completed: count(completed), incomplete: count(incomplete) };
}

function checkMatch(value: unknown, classes: number, packets: number): Match | undefined {
  const { flowClass, complete, packets: events, fields } = fieldsOf(value);
  if (!Array.isArray(events) || !Array.isArray(fields) || !isBelow(flowClass, classes)) return undefined;
  const known = events.filter((packet): packet is number => isBelow(packet, packets));
  // A flow whose events are all gone (user code may empty the list) belongs to no packet and cannot be shown.
  if (known.length === 0) return undefined;
  return { flowClass, complete: complete === true, packets: known, fields: fields.slice(0, MOST_FIELDS).map(checkField) };
}

function checkField(value: unknown): CapturedField {
  const { name, value: words } = fieldsOf(value);
  return { name: text(name), value: text(words) };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MOST_CHARACTERS) : '';
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

function isBelow(value: unknown, limit: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < limit;
}
