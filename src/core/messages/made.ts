import type { Message, MessageValues, Role } from './message.ts';

/** A message; without a key requests and answers belong together by their order. */
export function made(kind: string, role: Role, summary: string, values: MessageValues, key?: string): Message {
  return key === undefined ? { kind, role, summary, values } : { kind, role, summary, values, key };
}

/** "word: text; …" of those that have a text. */
export function words(pairs: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(pairs)
    .filter(([, text]) => text !== undefined && text !== '')
    .map(([word, text]) => `${word}: ${String(text)}`)
    .join('; ');
}

/** "0x0a" with so many digits. */
export function hex(value: number, digits: number): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}
