/** Values of fields as an analyst writes them: by their kind, their names, their unit. */
import type { FieldValue } from '../../model/field.ts';
import type { Field } from './field.ts';
import { hex } from './format.ts';

/** "443 (https)", "0x0800 (IPv4)", "0x12 (SYN, ACK)", "64 s", "Yes". */
export function fieldText(field: Field, value: FieldValue): string {
  if (typeof value === 'string') return field.unit === '' || value === '' ? value : `${value} ${field.unit}`;
  if (field.kind === 'boolean') return value === 0 ? 'No' : 'Yes';
  const names = namesIn(field, value);
  const digits = field.digits > 0 ? hex(value, field.digits) : String(value);
  const counted = field.unit === '' ? digits : `${digits} ${unitOf(field.unit, value)}`;
  return names === '' ? counted : `${counted} (${names})`;
}

/** The name of a number alone; without one the number as it is written. */
export function nameText(field: Field, value: number): string {
  const name = namesIn(field, value);
  return name === '' ? fieldText(field, value) : name;
}

/** Names of the bits that are set, then that of the number; "none" without bits. */
function namesIn({ kind, flags, nameOf }: Field, value: number): string {
  const name = nameOf?.(value);
  if (kind !== 'flags') return name ?? '';
  const set = flags.filter(([bit]) => (value & bit) !== 0).map(([, flag]) => flag);
  return [...set, ...(name === undefined ? [] : [name])].join(', ') || 'none';
}

/** "1 byte", "2 bytes"; other units have no plural. */
function unitOf(unit: string, value: number): string {
  return unit === 'bytes' && value === 1 ? 'byte' : unit;
}
