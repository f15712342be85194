/** Declaring the fields of a protocol: once, in its file; everything that shows or asks for a field reads it there. */
import type { FieldDescription, FieldKind } from '../../model/field.ts';

/** The name of a number; undefined if it has none. */
export type NameOf = (value: number) => string | undefined;

/** Bits of a flags field with their names, in the order in which they are written. */
export type FlagNames = readonly (readonly [bit: number, name: string])[];

/** A field as its protocol declares it. */
export interface Field extends FieldDescription {
  /** Written beside the number: "443 (https)". */
  readonly nameOf?: NameOf;
  /** The numbers that are known to have names, as far as they are declared one by one. */
  readonly named: readonly number[];
  /** Of kinds hex and flags: digits that are written. */
  readonly digits: number;
  /** Of kind flags. */
  readonly flags: FlagNames;
  /** Wireshark's name of the same value, for its display filters; undefined where it has none. */
  readonly wireshark?: string;
  /** In filters only: the layer tree shows the same in another field. */
  readonly hidden: boolean;
  /** No packet's line says it: who wants only the line need not read it. */
  readonly unsaid: boolean;
}

/** What a declaration may add to label and kind. */
export interface FieldOptions {
  readonly unit?: string;
  readonly help?: string;
  readonly names?: ReadonlyMap<number, string> | readonly (string | undefined)[] | NameOf;
  readonly wireshark?: string;
  readonly hidden?: boolean;
  readonly unsaid?: boolean;
}

/** What a name in a filter stands for: a field, or several of which any may be meant. */
export interface NamedFields extends FieldDescription {
  readonly of: readonly Field[];
  /** As with fields. */
  readonly wireshark?: string;
}

type Shape = Omit<Field, 'id'>;

/** Gives fields their ids: `declare('tcp', { window: integer('Window') }).window.id` is "tcp.window". */
export function declare<const Name extends string>(
  protocol: string,
  shapes: Readonly<Record<Name, Shape>>,
): Readonly<Record<Name, Field>> {
  const entries = Object.entries<Shape>(shapes).map(([name, shape]) => [name, { ...shape, id: `${protocol}.${name}` }]);
  return Object.fromEntries(entries) as Record<Name, Field>;
}

/** The fields of several declarations, by their ids: their names alone may be the same. */
export function together(...declarations: readonly Readonly<Record<string, Field>>[]): Readonly<Record<string, Field>> {
  return Object.fromEntries(declarations.flatMap(Object.values<Field>).map((field) => [field.id, field]));
}

/** One name for several fields of one kind, of which any may be meant: `tcp.port`. `wireshark`: its name there. */
export function either(id: string, label: string, of: readonly [Field, ...Field[]], wireshark: string): NamedFields {
  const [{ kind, unit }] = of;
  return { id, label, kind, unit, help: `${of.map((field) => field.id).join(' or ')}.`, of, wireshark };
}

/** A whole number in decimal. */
export function integer(label: string, options: FieldOptions = {}): Shape {
  return shape(label, 'integer', options);
}

/** A whole number in hexadecimal, with so many digits. */
export function hex(label: string, digits: number, options: FieldOptions = {}): Shape {
  return { ...shape(label, 'hex', options), digits };
}

/** A whole number whose bits have names; what of it is no bit may have a name too (`names`). */
export function flags(label: string, digits: number, names: FlagNames, options: FieldOptions = {}): Shape {
  return { ...shape(label, 'flags', options), digits, flags: names };
}

/** One bit, 0 or 1. */
export function boolean(label: string, options: FieldOptions = {}): Shape {
  return shape(label, 'boolean', options);
}

/** A number with a fraction. */
export function float(label: string, options: FieldOptions = {}): Shape {
  return shape(label, 'float', options);
}

export function text(label: string, options: FieldOptions = {}): Shape {
  return shape(label, 'text', options);
}

/** A MAC, IPv4 or IPv6 address. */
export function address(label: string, options: FieldOptions = {}): Shape {
  return shape(label, 'address', options);
}

/** Bytes without further meaning. */
export function bytes(label: string, options: FieldOptions = {}): Shape {
  return shape(label, 'bytes', options);
}

function shape(
  label: string,
  kind: FieldKind,
  { unit = '', help = '', names, wireshark, hidden, unsaid }: FieldOptions,
): Shape {
  const nameOf = names === undefined ? undefined : nameFinder(names);
  return {
    label,
    kind,
    unit,
    help,
    digits: 0,
    flags: [],
    named: names === undefined ? [] : numbersWithNames(names),
    hidden: hidden === true,
    unsaid: unsaid === true,
    ...(nameOf !== undefined && { nameOf }),
    ...(wireshark !== undefined && { wireshark }),
  };
}

function nameFinder(names: NonNullable<FieldOptions['names']>): NameOf {
  if (typeof names === 'function') return names;
  return 'get' in names ? (value) => names.get(value) : (value) => names[value];
}

function numbersWithNames(names: NonNullable<FieldOptions['names']>): readonly number[] {
  if (typeof names === 'function') return [];
  if ('get' in names) return [...names.keys()];
  return names.flatMap((name, number) => (name === undefined || name === '' ? [] : [number]));
}
