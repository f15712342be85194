import type { ClosedReason } from './decryption.ts';

/** Why something stays encrypted, as a part of a sentence. */
export const CLOSED_WORDS: Readonly<Record<ClosedReason, string>> = {
  'no-keys': 'no key at hand is of this connection',
  'no-secret': 'the keys of this connection lack the secret of this stage',
  'no-hello': 'the hello that tells the keys is not in the capture',
  cipher: 'the cipher is not supported',
  version: 'the version of the protocol is not supported',
  compressed: 'it is compressed, which is not supported',
  lost: 'a part of the record is missing',
  refused: 'no key fits: the keys are of something else, or bytes are damaged or missing',
};
