import type { MeterParameters } from './parameters.ts';

/** How a parameter's value is chosen. */
export type ParameterKind =
  /** On or off; "1" and "0" in links. */
  | { readonly type: 'switch' }
  /** A whole number; both ends are allowed. `unit` in words, "" for none. No upper end: Number.MAX_SAFE_INTEGER. */
  | { readonly type: 'number'; readonly least: number; readonly most: number; readonly unit: string }
  /** One of these values. */
  | { readonly type: 'choice'; readonly choices: readonly Choice[] }
  /** Any of these names, in their order; "all" stands for every one. */
  | { readonly type: 'names'; readonly choices: readonly Choice[] }
  /** A pcap-filter expression; "" for none. Its grammar is checked where it is compiled (core/pcap-filter). */
  | { readonly type: 'pcap-filter' };

/** A value with its words. */
export interface Choice {
  /** As files, flags and links have it. */
  readonly value: string | number;
  /** As the settings have it. */
  readonly label: string;
}

/** Words about one parameter: for command-line help, the settings of the page and documents. */
export interface ParameterDescription {
  readonly id: keyof MeterParameters;
  /** Command-line flag without dashes; for a switch that is on at first, the one that turns it off. */
  readonly flag: string;
  /** Name in NFStream; undefined for what it does not have. */
  readonly nfstream?: string;
  /** In the settings. */
  readonly label: string;
  readonly kind: ParameterKind;
  /** One sentence or two, for the settings and for --help. */
  readonly help: string;
  /** What must be done when it changes: nothing but another view, metering again from memory, or reading the bytes. */
  readonly change: 'view' | 'meter' | 'bytes';
}

/** A parameter's name in links and on the page: NFStream's, or one in its manner. */
export function parameterName({ nfstream, flag }: ParameterDescription): string {
  return nfstream ?? flag.replaceAll('-', '_');
}

/** True if both mean the same: names may stand in any order. */
export function equalValues(a: ParameterValue, b: ParameterValue): boolean {
  return typeof a === 'object' && typeof b === 'object' ? [...a].sort().join() === [...b].sort().join() : a === b;
}

/** A value of any parameter. */
export type ParameterValue = MeterParameters[keyof MeterParameters];

/** What a parameter may be, for messages: "a whole number from 0 to 255", "ms, us or ns". */
export function allowedRange(kind: ParameterKind): string {
  switch (kind.type) {
    case 'switch':
      return 'on or off';
    case 'number':
      return kind.most === Number.MAX_SAFE_INTEGER
        ? `a whole number from ${kind.least}`
        : `a whole number from ${kind.least} to ${kind.most}`;
    case 'choice': {
      const values = kind.choices.map(({ value }) => String(value));
      return `${values.slice(0, -1).join(', ')} or ${values.at(-1) ?? ''}`;
    }
    case 'names':
      return `any of ${kind.choices.map(({ value }) => value).join(', ')}, or all`;
    case 'pcap-filter':
      return 'a pcap-filter expression';
  }
}

/** The value that a text stands for; undefined if the kind does not allow it. Switches are 1 and 0. */
export function readParameter(kind: ParameterKind, text: string): ParameterValue | undefined {
  switch (kind.type) {
    case 'switch':
      return text === '1' ? true : text === '0' ? false : undefined;
    case 'number': {
      const number = Number(text);
      return /^\d+$/.test(text) && number >= kind.least && number <= kind.most ? number : undefined;
    }
    case 'choice':
      return kind.choices.find(({ value }) => String(value) === text)?.value;
    case 'names':
      return readNames(kind.choices, text);
    case 'pcap-filter':
      return text;
  }
}

/** Names parted by commas, in the order of the choices; "all" for every one. */
function readNames(choices: readonly Choice[], text: string): ParameterValue | undefined {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const known = choices.map(({ value }) => String(value));
  if (names.includes('all')) return known as ParameterValue;
  if (names.some((name) => !known.includes(name))) return undefined;
  return known.filter((name) => names.includes(name)) as ParameterValue;
}

/** The text that `readParameter` reads back. */
export function parameterText(value: ParameterValue): string {
  return typeof value === 'boolean' ? (value ? '1' : '0') : typeof value === 'object' ? value.join(',') : String(value);
}
