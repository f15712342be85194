import type { Layer } from '../../../core/model/field.ts';
import type { PacketHits } from '../../../core/model/question.ts';
import { nodeAt } from './byte-fields.ts';

/** Places in the tree that have what a filter found: "layer field", and "layer" of each of them. */
export function hitNodes(layers: readonly Layer[], { bytes, fields }: PacketHits): ReadonlySet<string> {
  const nodes = new Set<string>();
  for (const [layer, field] of fields) nodes.add(field < 0 ? `${layer}` : `${layer} ${field}`).add(`${layer}`);
  for (const [from, to] of bytes)
    for (const at of [from, to - 1]) {
      const node = nodeAt(layers, at);
      if (node === undefined) continue;
      nodes.add(`${node.layer}`);
      if (node.field !== undefined) nodes.add(`${node.layer} ${node.field}`);
    }
  return nodes;
}
