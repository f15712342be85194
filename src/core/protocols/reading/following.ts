import type { By } from '../headers/next.ts';
import type { Field } from './field.ts';
import type { Span } from './span.ts';

/** What comes after a layer. */
export interface Following {
  readonly by: By;
  readonly number: number;
  /** Second number: destination port beside the source port. */
  readonly other?: number;
  readonly span: Span;
  /** True for the headers that an error message quotes: they say nothing of this packet itself. */
  readonly quoted?: boolean;
}

/** Takes the values of wanted fields as they are read. */
export interface FieldTaker {
  /** All others are passed over, which is much quicker than keeping them. */
  readonly wanted: ReadonlySet<Field>;
  take(field: Field, value: number | string): void;
}

/** What a reader of one layer knows of the packet that the layer is part of. */
export interface LayerHost {
  readonly bytes: Uint8Array;
  readonly taker?: FieldTaker | undefined;
  /** Fields are read, as what follows depends on them, and not kept. */
  readonly lineOnly: boolean;
  /** True inside the headers that an error message quotes. */
  readonly quoted: boolean;
}
