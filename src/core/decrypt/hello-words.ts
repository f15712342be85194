import { hexBytes } from '../../base/text.ts';
import { TLS_HANDSHAKES, TLS_VERSIONS } from '../protocols/applications/tls-names.ts';
import { suiteName } from './cipher-suites.ts';
import { isRetry, SERVER_HELLO, type Hello } from './hello.ts';

/** A handshake message in a few words. */
export function messageWords(type: number, hello: Hello | undefined): string {
  const name = TLS_HANDSHAKES.get(type) ?? `handshake message ${type}`;
  if (hello === undefined || type !== SERVER_HELLO) return name;
  if (isRetry(hexBytes(hello.random))) return 'Hello Retry Request';
  const version = TLS_VERSIONS.get(hello.version) ?? `version 0x${hello.version.toString(16)}`;
  return `${name}: ${version}, ${suiteName(hello.suite)}`;
}
