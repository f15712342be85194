/** A stretch of the packet. `end` never passes the captured bytes; `wireEnd` is where the headers say that it ends. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly wireEnd: number;
}

/** Bytes left after what a reader has read. */
export function after(reader: { readonly at: number; readonly end: number; readonly wireEnd: number }): Span {
  return { start: reader.at, end: reader.end, wireEnd: Math.max(reader.at, reader.wireEnd) };
}

/** The first `length` bytes of a span by a header's word, cut to what is there. */
export function firstOf(span: Span, length: number): Span {
  const wireEnd = Math.max(span.start, Math.min(span.wireEnd, span.start + length));
  return { start: span.start, end: Math.min(span.end, wireEnd), wireEnd };
}
