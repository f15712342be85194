import { withOwnImports } from '../reference/examples.ts';
import type { Condition, FormModel, FormStep, Wanted } from './model.ts';

/** The module that a form stands for, with its import. */
export function moduleOf(model: FormModel): string {
  return withOwnImports(definitionOf(model));
}

/** `export const mine = sequence('Mine')….;` without import. */
export function definitionOf(model: FormModel): string {
  const { constant, title, source, starts, steps, within, maxGap, longest, columns, others } = model;
  const calls = [
    ...keyCall(model.key),
    ...(starts === 'every' ? [] : [`.starts(${quoted(starts)})`]),
    ...steps.map(stepCall),
    ...(within === undefined ? [] : [`.within(${within})`]),
    ...(maxGap === undefined ? [] : [`.maxGap(${maxGap})`]),
    ...(longest ? ['.longest()'] : []),
    ...others,
    ...(columns.length === 0 ? [] : [`.columns((m) => (${objectOf(columns.map(({ name, code }) => [name, code]))}))`]),
  ];
  const begin = [title, ...(source === undefined ? [] : [source])].map(quoted).join(', ');
  return `export const ${constant} = sequence(${begin})${calls.map((call) => `\n  ${call}`).join('')};`;
}

function keyCall(key: FormModel['key']): readonly string[] {
  if ('code' in key) return [`.key(${key.code})`];
  if (key.length === 0) return [];
  return [`.key(${key.map((part) => (part === 'hosts' ? part : quoted(part))).join(', ')})`];
}

function stepCall(step: FormStep): string {
  const { kind, name, least, greatest, within, after, strict, each } = step;
  const times = least === greatest ? String(least) : `[${least}, ${greatest}]`;
  const options: readonly (readonly [string, string])[] = [
    ...(within === undefined ? [] : [[kind === 'without' ? 'for' : 'within', String(within)] as const]),
    ...(after === undefined ? [] : [['after', String(after)] as const]),
    ...(strict ? [['strict', 'true'] as const] : []),
    ...(each ? [['each', 'true'] as const] : []),
  ];
  const args = [
    quoted(name),
    ...(kind === 'repeat' ? [times] : []),
    conditionText(step.when),
    ...(options.length === 0 ? [] : [objectOf(options)]),
  ];
  return `.${kind}(${args.join(', ')})`;
}

function conditionText(when: Condition): string {
  if ('code' in when) return when.code;
  return objectOf(when.fields.map(({ field, wanted }) => [field, wantedText(wanted)]));
}

/** What a field must be, as it is written. */
export function wantedText(wanted: Wanted): string {
  switch (wanted.kind) {
    case 'is':
      return literal(wanted.value);
    case 'any':
      return `[${wanted.values.map(literal).join(', ')}]`;
    case 'bounds':
      return objectOf([
        ...(wanted.min === undefined ? [] : [['min', String(wanted.min)] as const]),
        ...(wanted.max === undefined ? [] : [['max', String(wanted.max)] as const]),
      ]);
    case 'same':
      return `(m) => m.${wanted.step}.${wanted.field}`;
    case 'code':
      return wanted.text;
  }
}

function objectOf(entries: readonly (readonly [string, string])[]): string {
  if (entries.length === 0) return '{}';
  return `{ ${entries.map(([name, value]) => `${propertyName(name)}: ${value}`).join(', ')} }`;
}

function propertyName(name: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? name : quoted(name);
}

function literal(value: string | number | boolean): string {
  return typeof value === 'string' ? quoted(value) : String(value);
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, ' ')}'`;
}
