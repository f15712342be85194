import type { Failure } from '../core/model/failure.ts';

/** Why a log was not opened, in a sentence. */
export function failureMessage({ code, detail = '' }: Failure, name: string): string {
  switch (code) {
    case 'not-text':
      return `${name} is no text: ${detail}. Lines can only be had of text.`;
    case 'empty-file':
      return `${name} has no bytes.`;
    case 'broken-compression':
      return `${name} cannot be unpacked: ${detail}.`;
    default:
      return `${name} could not be opened as a log: ${detail === '' ? code : detail}.`;
  }
}
