import type { Layer } from '../../../core/model/field.ts';
import type { LayerNode } from './byte-fields.ts';

/** The lines of the tree: layers, and the fields of those that are open. `closed` has layers' names. */
export function visibleNodes(layers: readonly Layer[], closed: ReadonlySet<string>): readonly LayerNode[] {
  return layers.flatMap((layer, index) => {
    const own: LayerNode = { layer: index, field: undefined };
    return closed.has(layer.name) ? [own] : [own, ...layer.fields.map((_, field) => ({ layer: index, field }))];
  });
}

/** Where a key leads in the tree, and whether it opens or closes the layer there. */
export interface TreeStep {
  readonly node: LayerNode;
  readonly open?: boolean;
}

/** The keys of an ARIA tree: up, down, Home, End; right opens or goes in, left closes or goes out. */
export function treeStep(
  key: string,
  nodes: readonly LayerNode[],
  at: number,
  isOpen: (layer: number) => boolean,
): TreeStep | undefined {
  const node = nodes[at];
  if (node === undefined) return undefined;
  const go = (to: number): TreeStep | undefined => {
    const target = nodes[Math.max(0, Math.min(to, nodes.length - 1))];
    return target && { node: target };
  };
  switch (key) {
    case 'ArrowDown':
      return go(at + 1);
    case 'ArrowUp':
      return go(at - 1);
    case 'Home':
      return go(0);
    case 'End':
      return go(nodes.length - 1);
    case 'ArrowRight':
      if (node.field !== undefined) return undefined;
      return isOpen(node.layer) ? go(at + 1) : { node, open: true };
    case 'ArrowLeft':
      if (node.field !== undefined) return { node: { layer: node.layer, field: undefined } };
      return isOpen(node.layer) ? { node, open: false } : undefined;
    case 'Enter':
    case ' ':
      return node.field === undefined ? { node, open: !isOpen(node.layer) } : { node };
    default:
      return undefined;
  }
}
