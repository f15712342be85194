import type { HttpField } from './http-events.ts';

const LINE_END = /\r?\n/;

/**
 * Fields of a head or of trailers (RFC 9112 5), from the text behind the start line. A line that begins with a blank goes on with the
 * value before it (obs-fold); lines without a colon are left out.
 */
export function readFields(text: string): HttpField[] {
  const fields: { name: string; value: string }[] = [];
  for (const line of text.split(LINE_END)) {
    const last = fields.at(-1);
    const colon = line.indexOf(':');
    if (last !== undefined && /^[ \t]/.test(line)) last.value = `${last.value} ${line.trim()}`.trim();
    else if (colon > 0) fields.push({ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() });
  }
  return fields;
}

/** The values of all fields of a name, in any case, in their order. */
export function fieldValues(fields: readonly HttpField[], name: string): string[] {
  const wanted = name.toLowerCase();
  return fields.filter((field) => field.name.toLowerCase() === wanted).map(({ value }) => value);
}

/** The members of a field that is a list (RFC 9110 5.6.1), in lower case; empty ones left out. */
export function fieldList(fields: readonly HttpField[], name: string): string[] {
  return fieldValues(fields, name)
    .flatMap((value) => value.split(','))
    .map((member) => member.trim().toLowerCase())
    .filter((member) => member !== '');
}
