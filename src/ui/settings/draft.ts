import {
  allowedRange,
  parameterText,
  readParameter,
  type ParameterDescription,
  type ParameterKind,
} from '../../core/model/parameter-kind.ts';
import { PARAMETERS } from '../../core/model/parameter-list.ts';
import type { MeterParameters } from '../../core/model/parameters.ts';

export type ParameterId = keyof MeterParameters;

/** Parameters as they are being written: the text of each. */
export type Draft = Readonly<Record<ParameterId, string>>;

/** What a draft comes to. Fields with errors are in `parameters` as they were before. */
export interface DraftResult {
  readonly parameters: MeterParameters;
  readonly errors: ReadonlyMap<ParameterId, string>;
}

/** The texts of parameters. */
export function draftOf(parameters: MeterParameters): Draft {
  return Object.fromEntries(PARAMETERS.map(({ id }) => [id, parameterText(parameters[id])])) as Draft;
}

/** Reads a draft over the parameters in force. Packet filters are checked elsewhere. */
export function readDraft(draft: Draft, before: MeterParameters): DraftResult {
  const errors = new Map<ParameterId, string>();
  const values = PARAMETERS.flatMap(({ id, kind }) => {
    const text = draft[id].trim();
    const value = readParameter(kind, text);
    if (value === undefined) errors.set(id, fieldError(kind, text));
    return value === undefined ? [] : [[id, value]];
  });
  // The kinds of the list are those of the fields.
  return { parameters: { ...before, ...(Object.fromEntries(values) as Partial<MeterParameters>) }, errors };
}

/** Why a text is not allowed: "255 at most: a whole number from 0 to 255". */
export function fieldError(kind: ParameterKind, text: string): string {
  const range = allowedRange(kind);
  if (kind.type === 'number' && /^\d+$/.test(text) && Number(text) > kind.most) return `${kind.most} at most: ${range}`;
  if (kind.type === 'number' && /^-\d+$/.test(text)) return `${kind.least} at least: ${range}`;
  return `This must be ${range}`;
}

/** A value in words, beside the fields: "on", "0 link", "none". */
export function valueText({ id, kind }: ParameterDescription, parameters: MeterParameters): string {
  const value = parameters[id];
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'object') return value.length === 0 ? 'none' : `${value.length} chosen`;
  if (kind.type === 'choice') return choiceText(kind, value);
  return value === '' ? 'none' : String(value);
}

/** A choice as the list shows it: numbers with their words. */
export function choiceText(kind: Extract<ParameterKind, { type: 'choice' }>, value: string | number): string {
  const label = kind.choices.find((choice) => choice.value === value)?.label ?? '';
  return typeof value === 'number' ? `${value} ${label}` : label;
}

/** A list of names with one put in or taken out. */
export function toggleName(text: string, name: string): string {
  const names = text.split(',').filter((one) => one !== '');
  return (names.includes(name) ? names.filter((one) => one !== name) : [...names, name]).join(',');
}
