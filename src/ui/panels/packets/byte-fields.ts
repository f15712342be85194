import type { Layer } from '../../../core/model/field.ts';

/** A node of the layer tree: a layer, or one of its fields. */
export interface LayerNode {
  readonly layer: number;
  /** undefined: the layer itself. */
  readonly field: number | undefined;
}

/** Bytes of the packet, from its start. */
export interface ByteRange {
  readonly from: number;
  /** One past the last. */
  readonly to: number;
}

/** True for the same node. */
export function isSameNode(a: LayerNode | undefined, b: LayerNode | undefined): boolean {
  return a?.layer === b?.layer && a?.field === b?.field;
}

/** The bytes of a node; empty for fields that are computed, not read. */
export function rangeOf(layers: readonly Layer[], node: LayerNode | undefined): ByteRange {
  const layer = node === undefined ? undefined : layers[node.layer];
  const part = node?.field === undefined ? layer : layer?.fields[node.field];
  return part === undefined ? { from: 0, to: 0 } : { from: part.offset, to: part.offset + part.length };
}

/** The innermost node over a byte: the shortest field that has it, else the shortest layer, of equals the inner one. */
export function nodeAt(layers: readonly Layer[], at: number): LayerNode | undefined {
  let best: LayerNode | undefined;
  let shortest = Infinity;
  let isField = false;
  const offer = (node: LayerNode, { offset, length }: { offset: number; length: number }): void => {
    if (at < offset || at >= offset + length) return;
    const field = node.field !== undefined;
    if (field === isField ? length > shortest : isField) return;
    best = node;
    shortest = length;
    isField = field;
  };
  layers.forEach((layer, index) => {
    offer({ layer: index, field: undefined }, layer);
    layer.fields.forEach((part, field) => offer({ layer: index, field }, part));
  });
  return best;
}

/** A node in words: "TCP › Source port: 443 (https)". */
export function nodeInWords(layers: readonly Layer[], node: LayerNode | undefined): string {
  const layer = node === undefined ? undefined : layers[node.layer];
  if (layer === undefined) return '';
  const field = node?.field === undefined ? undefined : layer.fields[node.field];
  return field === undefined ? layer.name : `${layer.name} › ${field.name}: ${field.text}`;
}
