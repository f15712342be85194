/**
 * A field is what a protocol says in one place of its header or message. A protocol declares its fields once
 * (src/core/protocols); the layer tree, the Info text, filters, completion and exports read that declaration.
 */

/** How a field's value is compared and written. */
export type FieldKind =
  | 'integer' // whole number in decimal
  | 'hex' // whole number that people write in hexadecimal
  | 'flags' // whole number whose bits have names
  | 'boolean' // 0 or 1
  | 'float' // number with a fraction
  | 'text'
  | 'address' // MAC, IPv4 or IPv6 address as text
  | 'bytes'; // hexadecimal digits

/** Words about a field, for completion, help, headers of columns and documents. */
export interface FieldDescription {
  /** Protocol and name in lower case, parted by dots: "tcp.window". In filters, exports and links. */
  readonly id: string;
  /** In the layer tree: "Window". */
  readonly label: string;
  readonly kind: FieldKind;
  /** "s", "bytes", or "" for none. */
  readonly unit: string;
  /** A sentence or a few words; "" where the label says it. */
  readonly help: string;
}

/** A name that filters and columns may use for a decoded field, or for several (`tcp.port`). */
export interface KnownField {
  readonly id: string;
  readonly kind: FieldKind;
  /** A few words: "Window". */
  readonly note: string;
}

/** A number, or a text: addresses and bytes are texts too. */
export type FieldValue = number | string;

/** One field of one packet. Offsets are bytes from the start of the packet. */
export interface LayerField {
  /** See FieldDescription; "" for what has no field of its own. */
  readonly id: string;
  readonly name: string;
  readonly value: FieldValue;
  /** As an analyst writes it: "443 (https)", "0x0800 (IPv4)", "00:1b:…". */
  readonly text: string;
  readonly offset: number;
  readonly length: number;
}

/** One decoded layer, outermost first. `problem` if it is cut short or contradicts itself. */
export interface Layer {
  /** "Ethernet II", "IPv4", "TCP", … */
  readonly name: string;
  /** One line: "10.0.0.1 > 10.0.0.2". */
  readonly summary: string;
  readonly offset: number;
  readonly length: number;
  readonly fields: readonly LayerField[];
  readonly problem?: string;
}
