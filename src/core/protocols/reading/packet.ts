import type { Layer } from '../../model/question.ts';
import { LayerReader } from './layer-reader.ts';
import { after } from './span.ts';
import type { Span } from './span.ts';

/** By which numbering the layer after this one is found. */
export type Numbering =
  | 'link' // tcpdump.org link type
  | 'ethertype'
  | 'llc' // 802.2 header follows
  | 'llc-sap' // destination and source SAP of 802.2
  | 'cisco' // SNAP protocol under Cisco's organisation code
  | 'ip' // IP protocol
  | 'ppp'
  | 'ip-version' // an IP header, told by its first four bits
  | 'wifi' // an 802.11 frame; number 1: with check sequence at the end
  | 'tcp' // ports
  | 'udp' // ports
  | 'data'; // bytes without a decoder

/** What comes after a layer. */
export interface Next {
  readonly by: Numbering;
  readonly number: number;
  /** Second number: destination port beside the source port. */
  readonly other?: number;
  readonly span: Span;
  /** True for the headers that an error message quotes: they say nothing of this packet itself. */
  readonly quoted?: boolean;
}

/** Decodes one layer at the beginning of the span; undefined: nothing comes after it. */
export type Decoder = (packet: Packet, span: Span, number: number) => Next | undefined;

/** One packet while it is decoded: the layers so far, and what its line in a list will say. */
export class Packet {
  readonly bytes: Uint8Array;
  readonly layers: Layer[] = [];
  source = '';
  destination = '';
  protocol = '';
  info = '';
  /** True inside the headers that an error message quotes. */
  quoted = false;
  /** True in the first fragment of a larger packet: what it carries goes on elsewhere. */
  fragment = false;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Begins a layer. */
  layer(name: string, span: Span): LayerReader {
    return new LayerReader(this.bytes, name, span, this.quoted);
  }

  /** Ends a layer: takes it as it was read so far. */
  push(reader: LayerReader, summary: string): void {
    this.layers.push(reader.finish(summary));
  }

  /** The packet's line so far: the innermost layer's word counts. */
  say(protocol: string, info: string): void {
    if (this.quoted) return;
    this.protocol = protocol;
    this.info = info;
  }

  /** The packet's ends so far: the innermost addresses count. */
  between(source: string, destination: string): void {
    if (this.quoted) return;
    this.source = source;
    this.destination = destination;
  }
}

/** Bytes without a decoder, if there are any. */
export function dataAfter(reader: LayerReader): Next | undefined {
  return reader.broken ? undefined : { by: 'data', number: 0, span: after(reader) };
}
