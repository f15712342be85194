/** What the reading of messages has done. Sent as progress, and at the end. */
export interface MessagesRead {
  /** Packets that have been looked at, of all. */
  readonly packets: number;
  readonly of: number;
  readonly messages: number;
  /** Messages by the names of their protocols, most first. */
  readonly protocols: readonly (readonly [name: string, messages: number])[];
  /** Messages of which bytes are missing, or were too many to be read. */
  readonly cut: number;
  /** Messages that were encrypted, and opened with secrets. */
  readonly decrypted: number;
  /** Bytes of streams in which no message begins, after a gap or in the middle of one; and streams that were given up. */
  readonly skippedBytes: number;
  readonly givenUp: number;
  /** Holes in streams. */
  readonly gaps: number;
  /** IP packets in fragments: put together, with fragments missing, refused since their fragments overlap. */
  readonly fragments: { readonly joined: number; readonly incomplete: number; readonly refused: number };
  /** No more messages, or no more text, were kept than this: what comes behind is not in the table. */
  readonly full?: 'rows' | 'text';
  /** It was stopped before its end. */
  readonly stopped?: true;
}
