import type { Layer } from '../../model/field.ts';
import type { FieldTaker, Following, LayerHost } from './following.ts';
import { LayerReader } from './layer-reader.ts';
import type { Span } from './span.ts';

/** Decodes one layer at the beginning of the span; undefined: nothing comes after it. */
export type Decoder = (packet: Packet, span: Span, number: number) => Following | undefined;

/** One packet while it is decoded: the layers so far, and what its line in a list will say. */
export class Packet implements LayerHost {
  readonly layers: Layer[] = [];
  /** Innermost protocol that was decoded. */
  protocol = '';
  /** True inside the headers that an error message quotes. */
  quoted = false;
  /** True in the first fragment of a larger packet: what it carries goes on elsewhere. */
  fragment = false;
  /** Layers begun so far. */
  depth = 0;
  private line: (() => string) | undefined;

  /**
   * @param taker only the values of its fields are wanted, no layers and no line
   * @param lineOnly only the line is wanted, and the protocol
   */
  constructor(
    readonly bytes: Uint8Array,
    readonly taker?: FieldTaker,
    readonly lineOnly = false,
  ) {}

  /** What the packet's line says. */
  get info(): string {
    return this.line?.() ?? '';
  }

  /** Begins a layer. */
  layer(name: string, span: Span): LayerReader {
    this.depth++;
    return new LayerReader(this, name, span);
  }

  /** Ends a layer: takes it as it was read so far. */
  push(reader: LayerReader, summary: () => string): void {
    if (this.taker === undefined && !this.lineOnly) this.layers.push(reader.finish(summary()));
  }

  /** The packet's line so far: the innermost layer's word counts. It is made only if somebody reads it. */
  say(protocol: string, info: () => string): void {
    if (this.quoted) return;
    this.protocol = protocol;
    this.line = info;
  }
}
