import { CLOSED_WORDS } from '../../core/model/decryption-words.ts';
import type { StreamDecryption } from '../../core/model/stream.ts';

/** How the stream is encrypted. */
function nameOf({ protocol, cipher }: StreamDecryption): string {
  return cipher === '' ? protocol : `${protocol}, ${cipher}`;
}

/** What is to be said of a stream that is encrypted. */
export function noteWords(decryption: StreamDecryption): string {
  if (decryption.isHandshake === true) return handshakeWords(decryption);
  return decryption.works ? openedWords(decryption) : closedWords(decryption);
}

function handshakeWords({ works, protocol }: StreamDecryption): string {
  if (works)
    return `Messages of the handshake, put together from ${protocol} with the keys at hand. Nothing else is shown.`;
  return `Messages of the handshake that ${protocol} sends readable for anybody, put together. Nothing else is shown.`;
}

/** Of a stream that can be decrypted. */
function openedWords(decryption: StreamDecryption): string {
  const name = nameOf(decryption);
  return decryption.shown
    ? `Decrypted with the keys at hand: ${name}. This is not what was sent.`
    : `As sent, encrypted with ${name}. There are keys for it.`;
}

/** Of a stream that cannot be decrypted. */
function closedWords(decryption: StreamDecryption): string {
  const { why, hasKeys } = decryption;
  if (why === undefined) return `The beginning of a handshake, ${nameOf(decryption)}: there is nothing to decrypt.`;
  const isForKeys = why === 'no-keys' || why === 'no-secret' || why === 'no-hello' || why === 'refused';
  if (!hasKeys && why !== 'no-hello' && isForKeys)
    return `Encrypted with ${nameOf(decryption)}. Drop a key log (SSLKEYLOGFILE) on the page to decrypt it.`;
  return `Encrypted with ${nameOf(decryption)}, not decrypted: ${CLOSED_WORDS[why]}.`;
}
