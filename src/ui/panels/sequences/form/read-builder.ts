import { readChains, type Plain, type ReadCall, type ReadChain } from '../../../editor/read-calls.ts';
import { emptyStep, EMPTY_MODEL, type Condition, type FormModel, type FormStep, type Wanted } from './model.ts';

/** A definition in a module, as the form can show it. */
export interface ReadDefinition {
  readonly from: number;
  readonly to: number;
  readonly model: FormModel;
  /** What the form cannot show, each in a sentence. */
  readonly notes: readonly string[];
}

const STARTS = ['every', 'unless-taken', 'one', 'newest'] as const;
const STEP_KINDS = ['step', 'optional', 'repeat', 'without'] as const;

/** The sequences of a module. Windows and classes are not among them: the form has none. */
export function readBuilder(code: string): readonly ReadDefinition[] {
  return readChains(code)
    .filter(({ calls: [begin] }) => begin?.name === 'sequence' && begin.args.every(isText))
    .map(readOne);
}

function readOne({ name, from, to, calls, hasComments }: ReadChain): ReadDefinition {
  const [begin, ...rest] = calls;
  const notes: string[] = hasComments ? ['Comments inside the definition are lost when the form writes it.'] : [];
  const first: FormModel = {
    ...EMPTY_MODEL,
    constant: name,
    title: textOf(begin?.args[0]),
    ...(begin?.args[1] !== undefined && { source: textOf(begin.args[1]) }),
    key: [],
    starts: 'every',
    steps: [],
  };
  const model = rest.reduce((before, call) => withCall(before, call) ?? kept(before, call, notes), first);
  for (const step of model.steps)
    if ('code' in step.when) notes.push(`The condition of “${step.name}” is code: the form shows it as it is.`);
  return { from, to, model, notes };
}

/** What the form has no place for stays as it is. */
function kept(model: FormModel, { text, name }: ReadCall, notes: string[]): FormModel {
  notes.push(`.${name}(…) has no place in the form; it is kept as it is.`);
  return { ...model, others: [...model.others, text] };
}

/** The model with what a call says; undefined if the form cannot show it. */
function withCall(model: FormModel, call: ReadCall): FormModel | undefined {
  const { name, args } = call;
  const [first] = args;
  const kind = STEP_KINDS.find((each) => each === name);
  if (kind !== undefined) {
    const step = readStep(kind, args);
    return step && { ...model, steps: [...model.steps, step] };
  }
  if (name === 'key') return { ...model, key: readKey(args) };
  if (name === 'longest' && args.length === 0) return { ...model, longest: true };
  if (name === 'columns' && first !== undefined) {
    const columns = readColumns(first.text);
    return columns && { ...model, columns };
  }
  if (first?.kind !== 'value' || args.length !== 1) return undefined;
  const { value } = first;
  if (name === 'within' && typeof value === 'number') return { ...model, within: value };
  if (name === 'maxGap' && typeof value === 'number') return { ...model, maxGap: value };
  const starts = name === 'starts' ? STARTS.find((each) => each === value) : undefined;
  return starts && { ...model, starts };
}

function readKey(args: readonly Plain[]): FormModel['key'] {
  const names = args.map((arg) => (arg.kind === 'value' && typeof arg.value === 'string' ? arg.value : undefined));
  if (names.every((name) => name !== undefined)) return names;
  return args.length === 1 && args[0]?.text === 'hosts' ? ['hosts'] : { code: args.map(({ text }) => text).join(', ') };
}

function readStep(kind: FormStep['kind'], args: readonly Plain[]): FormStep | undefined {
  const [name, ...others] = args;
  if (name?.kind !== 'value' || typeof name.value !== 'string') return undefined;
  const times = kind === 'repeat' ? readTimes(others[0]) : { least: 1, greatest: 1 };
  const [when, options] = kind === 'repeat' ? others.slice(1) : others;
  const read = readOptions(kind, options);
  if (times === undefined || when === undefined || read === undefined) return undefined;
  return {
    ...emptyStep(kind, name.value),
    within: undefined,
    ...read,
    ...times,
    when: readCondition(when),
  };
}

function readTimes(times: Plain | undefined): Pick<FormStep, 'least' | 'greatest'> | undefined {
  const numbers = (times?.kind === 'list' ? times.items : [times, times]).map((each) =>
    each?.kind === 'value' && typeof each.value === 'number' ? each.value : undefined,
  );
  const [least, greatest] = numbers;
  return least === undefined || greatest === undefined || numbers.length !== 2 ? undefined : { least, greatest };
}

function readOptions(kind: FormStep['kind'], options: Plain | undefined): Partial<FormStep> | undefined {
  if (options === undefined) return {};
  if (options.kind !== 'object') return undefined;
  const read: Record<string, string | number | boolean> = {};
  for (const [name, option] of options.entries) {
    if (option.kind !== 'value') return undefined;
    const own = kind === 'without' && name === 'for' ? 'within' : name;
    const isNumber = own === 'within' || own === 'after';
    const isKnown = isNumber || own === 'strict' || own === 'each';
    if (!isKnown || typeof option.value !== (isNumber ? 'number' : 'boolean')) return undefined;
    read[own] = option.value;
  }
  return read;
}

function readCondition(when: Plain): Condition {
  if (when.kind !== 'object') return { code: when.text };
  return { fields: when.entries.map(([field, wanted]) => ({ field, wanted: readWanted(wanted) })) };
}

function readWanted(wanted: Plain): Wanted {
  const code: Wanted = { kind: 'code', text: wanted.text };
  if (wanted.kind === 'value') return { kind: 'is', value: wanted.value };
  if (wanted.kind === 'list') {
    const values = wanted.items.map((item) => (item.kind === 'value' ? item.value : undefined));
    return values.every((value) => value !== undefined) ? { kind: 'any', values } : code;
  }
  if (wanted.kind === 'object') return readBounds(wanted.entries) ?? code;
  const [, step, field] = /^\(?(?:m)\)?\s*=>\s*m\.([\w$]+)\.([\w$]+)$/.exec(wanted.text) ?? [];
  return step === undefined || field === undefined ? code : { kind: 'same', step, field };
}

function readBounds(entries: readonly (readonly [string, Plain])[]): Wanted | undefined {
  const numbers: { min?: number; max?: number } = {};
  for (const [name, bound] of entries) {
    if ((name !== 'min' && name !== 'max') || bound.kind !== 'value' || typeof bound.value !== 'number')
      return undefined;
    numbers[name] = bound.value;
  }
  return { kind: 'bounds', ...numbers };
}

/** `(m) => ({ name: code, … })`; undefined if it is something else. */
function readColumns(text: string): FormModel['columns'] | undefined {
  const [, body] = /^\(?m\)?\s*=>\s*\(\s*(\{.*\})\s*\)$/s.exec(text) ?? [];
  const [chain] = body === undefined ? [] : readChains(`export const x = f(${body});`);
  const columns = chain?.calls[0]?.args[0];
  if (columns?.kind !== 'object') return undefined;
  return columns.entries.map(([name, value]) => ({ name, code: value.text }));
}

function isText(plain: Plain): boolean {
  return plain.kind === 'value' && typeof plain.value === 'string';
}

function textOf(plain: Plain | undefined): string {
  return plain?.kind === 'value' ? String(plain.value) : '';
}
