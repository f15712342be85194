/**
 * Why something encrypted stays closed. `no-keys`: the keys at hand are of other connections; `no-secret`: they are of this one, but not for
 * this stage of it; `no-hello`: the messages that name the connection's keys are not there; `cipher`, `version`, `compressed`: how it
 * is encrypted is not supported; `lost`: a part of it is missing; `refused`: no key fits, so the keys are others or the bytes are
 * damaged.
 */
export type ClosedReason =
  'no-keys' | 'no-secret' | 'no-hello' | 'cipher' | 'version' | 'compressed' | 'lost' | 'refused';

/**
 * What a decrypted conversation tells besides its bytes. `lost`: records before it are missing, by their numbers; `stream`: of which
 * stream of the connection the following bytes of its direction are.
 */
export type SecureEventKind = 'handshake' | 'alert' | 'lost' | 'clear' | 'stream';

/** What is known of how a conversation is encrypted, and whether it can be read. */
export interface Decryption {
  /** "TLS 1.3", "QUIC", …; "TLS" as long as the version is not known. */
  readonly protocol: string;
  /** Name of the cipher suite, "" as long as it is not known. */
  readonly cipher: string;
  /** Something of it was opened. */
  readonly works: boolean;
  /** Messages of its handshake are readable without keys: those of QUIC's Initial packets, Google's hello. */
  readonly hasHandshake?: true;
  /** Why the first that stayed closed did so; undefined: nothing has, as far as was looked. */
  readonly why?: ClosedReason;
}

/** What there is to decrypt with, and how far it reaches. */
export interface KeysInfo {
  /** Secrets that the person gave. */
  readonly given: number;
  /** Secrets in the open capture's files. */
  readonly captured: number;
  /** Encrypted connections whose first message was found, and those of them that there are keys for; absent while the capture is read. */
  readonly connections?: { readonly found: number; readonly withKeys: number };
  /** Only a part of the connections was looked at. */
  readonly isPart: boolean;
}

/** What a text of keys was found to have. */
export interface KeyLogReport {
  /** Secrets that were not known before. */
  readonly secrets: number;
  /** Connections that these belong to. */
  readonly connections: number;
  /** Lines that were understood, remarks and empty ones left out. */
  readonly understood: number;
  /** Numbers of the first lines that were not understood, from 1; at most 20. */
  readonly unknownLines: readonly number[];
  /** Lines that were not understood in all. */
  readonly unknown: number;
}
