import type { EventBatch } from '../../../../src/core/model/event.ts';
import { batchOf } from '../batches.ts';
import type { Item, LetterEvent, TraceDefinition, TraceWindow, When } from './traces.ts';

/**
 * Definitions of letters as a person would write them over packets: the letter is the port that a packet goes to, the key its
 * flow, the value its length, which every packet has.
 */

const PORTS: Readonly<Record<string, number>> = { a: 97, b: 98, c: 99, d: 100 };
const LEAST_LENGTH = 60;

/** Which of the ways to write one thing is taken. */
export interface Style {
  /** Conditions as functions, not as fields. */
  readonly asked: boolean;
  readonly key: 'flow' | 'fields' | 'function' | 'list';
}

const KEYS: Readonly<Record<Style['key'], string>> = {
  flow: `'flow'`,
  fields: `'protocol', 'flow'`,
  function: `(p) => (p.flow < 0 ? undefined : p.flow)`,
  list: `(p) => [p.protocol, p.flow < 0 ? undefined : p.flow]`,
};

/** The text of a sequence. What the builder cannot say (`endOfStream`) is left out. */
export function sequenceText(name: string, definition: TraceDefinition, style: Style): string {
  const { where, until, quiet, within, maxGap, starts, takes, after, longest, maxOpen } = definition;
  const repeated = definition.items.flatMap(({ step, times }) => (step !== undefined && times ? [step] : []));
  const when = (one: When): string => whenText(one, style, repeated);
  return [
    `sequence('${name}')`,
    definition.key === true && `.key(${KEYS[style.key]})`,
    where && `.where(${when(where)})`,
    until && `.until(${when(until)})`,
    quiet && `.quiet(${quiet.for}${quiet.when ? `, ${when(quiet.when)}` : ''})`,
    within !== undefined && `.within(${within})`,
    maxGap !== undefined && `.maxGap(${maxGap})`,
    starts && `.starts('${starts}')`,
    takes && `.takes('${takes}')`,
    after && `.after('${after}')`,
    maxOpen !== undefined && `.maxOpen(${maxOpen})`,
    ...definition.items.map((item) => itemText(item, when(item.when))),
    longest === true && '.longest()',
  ]
    .filter((part) => typeof part === 'string')
    .join('');
}

/** The text of a window. */
export function windowText(name: string, window: TraceWindow, style: Style): string {
  const { key, where, within, measure, threshold } = window;
  const measured =
    measure === 'count' ? `count(${threshold})` : `${measure}((p) => p.length - ${LEAST_LENGTH}, ${threshold})`;
  const seen = where ? `.where(${whenText(where, style, [])})` : '';
  return `window('${name}')${key === true ? `.key(${KEYS[style.key]})` : ''}${seen}.within(${within}).${measured}`;
}

/** Events as packets. */
export function packetsOf(events: readonly LetterEvent[], firstPacket: number, texts: string[]): EventBatch {
  const rows = events.map(({ timeNs, letter, key, value = 0 }) => {
    const flow = key === undefined ? '' : ` flow=${key}`;
    return `${(timeNs / 1e9).toFixed(9)} 10.0.0.1:9 > 10.0.0.2:${PORTS[letter] ?? 0} UDP${flow} len=${LEAST_LENGTH + value}`;
  });
  return batchOf(rows.join('\n'), firstPacket, texts);
}

function itemText(
  { step, without, times, optional, within, after, strict, each, for: forSeconds }: Item,
  when: string,
): string {
  if (step === undefined) return `.without('${without ?? ''}', ${when}, ${JSON.stringify({ for: forSeconds })})`;
  const options = JSON.stringify({ within, after, strict, each });
  if (optional === true) return `.optional('${step}', ${when}, ${options})`;
  if (times === undefined) return `.step('${step}', ${when}, ${options})`;
  return `.repeat('${step}', [${times[0]}, ${times[1] ?? 'Infinity'}], ${when}, ${options})`;
}

function whenText(when: When, style: Style, repeated: readonly string[]): string {
  const { any, throws, ...one } = when;
  const isPlain = throws === undefined && !style.asked && canBeFields(one);
  if (any === undefined && isPlain) return fieldsText(one, repeated);
  const isList = any !== undefined && throws === undefined && Object.keys(one).length === 0;
  if (isList) return `[${any.map((each) => whenText(each, style, repeated)).join(', ')}]`;
  return `(p, m) => ${askedText(when, repeated)}`;
}

/** Fields say no “not” and no bounds by what was taken. */
function canBeFields({ v = {} }: When): boolean {
  const [[how, than] = ['eq', 0]] = Object.entries(v);
  return how === 'eq' || (how !== 'ne' && typeof than === 'number');
}

function fieldsText({ a, v = {} }: When, repeated: readonly string[]): string {
  const ports = a === undefined ? '' : `dstPort: [${[...a].map((letter) => PORTS[letter]).join(', ')}], `;
  const [test] = Object.entries(v);
  return `{ ${ports}${test === undefined ? '' : `length: ${wantedText(test, repeated)}`} }`;
}

function wantedText(
  [how, than]: readonly [string, number | { readonly of: string }],
  repeated: readonly string[],
): string {
  if (typeof than !== 'number') return `(m) => ${lengthText(than.of, repeated)}`;
  const value = than + LEAST_LENGTH;
  if (how === 'eq') return String(value);
  if (how === 'ge' || how === 'gt') return `{ min: ${how === 'ge' ? value : value + 1} }`;
  return `{ max: ${how === 'le' ? value : value - 1} }`;
}

function lengthText(step: string, repeated: readonly string[]): string {
  return repeated.includes(step) ? `m.${step}?.at(-1)?.length` : `m.${step}?.length`;
}

const SIGNS: Readonly<Record<string, string>> = { eq: '===', ne: '!==', gt: '>', ge: '>=', lt: '<', le: '<=' };

function askedText({ a, v = {}, any, throws = '' }: When, repeated: readonly string[]): string {
  const thrown = [...throws].map((letter) => `(p.dstPort === ${PORTS[letter] ?? 0} ? fail() : true)`);
  const letters = a === undefined ? [] : [`[${[...a].map((letter) => PORTS[letter]).join(', ')}].includes(p.dstPort)`];
  const values = Object.entries(v).flatMap(([how, than]) => {
    const sign = SIGNS[how] ?? '';
    if (typeof than === 'number') return [`p.length ${sign} ${than + LEAST_LENGTH}`];
    const other = lengthText(than.of, repeated);
    return [`${other} !== undefined`, `p.length ${sign} ${other}`];
  });
  const some = any === undefined ? [] : [`(${any.map((one) => askedText(one, repeated)).join(' || ')})`];
  return `(${[...thrown, ...letters, ...values, ...some, 'true'].join(' && ')})`;
}
