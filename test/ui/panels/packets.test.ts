import { describe, expect, it } from 'vitest';
import type { Layer } from '../../../src/core/model/field.ts';
import type { LayerNode } from '../../../src/ui/panels/packets/byte-fields.ts';
import { nodeAt, nodeInWords, rangeOf } from '../../../src/ui/panels/packets/byte-fields.ts';
import { asciiByte } from '../../../src/ui/panels/packets/hex-text.ts';
import { treeStep, visibleNodes } from '../../../src/ui/panels/packets/tree-nodes.ts';

const LAYERS: readonly Layer[] = [
  {
    name: 'Ethernet II',
    summary: '',
    offset: 0,
    length: 14,
    fields: [{ id: 'eth.type', name: 'Type', value: 0x0800, text: '0x0800', offset: 12, length: 2 }],
  },
  {
    name: 'IPv4',
    summary: '',
    offset: 14,
    length: 20,
    fields: [
      { id: '', name: 'Flags and offset', value: 0, text: '0', offset: 20, length: 2 },
      { id: '', name: 'Flags', value: 0, text: '0', offset: 20, length: 1 },
      { id: '', name: 'Computed', value: 'x', text: 'x', offset: 20, length: 0 },
    ],
  },
];

describe('a byte', () => {
  it.each<[number, LayerNode | undefined, string]>([
    [12, { layer: 0, field: 0 }, 'the field that has it'],
    [20, { layer: 1, field: 1 }, 'the shortest field that has it'],
    [21, { layer: 1, field: 0 }, 'the longer one where the shorter ends'],
    [30, { layer: 1, field: undefined }, 'the layer where no field has it'],
    [34, undefined, 'nothing after the last layer'],
  ])('%i belongs to %j: %s', (at, node) => {
    expect(nodeAt(LAYERS, at)).toEqual(node);
  });

  it('has its node’s range and words', () => {
    expect(rangeOf(LAYERS, { layer: 0, field: 0 })).toEqual({ from: 12, to: 14 });
    expect(rangeOf(LAYERS, { layer: 1, field: undefined })).toEqual({ from: 14, to: 34 });
    expect(rangeOf(LAYERS, undefined)).toEqual({ from: 0, to: 0 });
    expect(nodeInWords(LAYERS, { layer: 0, field: 0 })).toBe('Ethernet II › Type: 0x0800');
    expect(nodeInWords(LAYERS, { layer: 1, field: undefined })).toBe('IPv4');
  });
});

describe('the tree of layers', () => {
  const nodes = visibleNodes(LAYERS, new Set(['Ethernet II']));
  const isOpen = (layer: number): boolean => layer === 1;

  it('leaves out the fields of closed layers', () => {
    expect(nodes).toHaveLength(5);
    expect(nodes[1]).toEqual({ layer: 1, field: undefined });
  });

  it('is walked by the keys of an ARIA tree', () => {
    expect(treeStep('ArrowDown', nodes, 0, isOpen)).toEqual({ node: nodes[1] });
    expect(treeStep('ArrowRight', nodes, 0, isOpen)).toEqual({ node: nodes[0], open: true });
    expect(treeStep('ArrowRight', nodes, 1, isOpen)).toEqual({ node: nodes[2] });
    expect(treeStep('ArrowLeft', nodes, 1, isOpen)).toEqual({ node: nodes[1], open: false });
    expect(treeStep('ArrowLeft', nodes, 3, isOpen)).toEqual({ node: nodes[1] });
    expect(treeStep('End', nodes, 0, isOpen)).toEqual({ node: nodes[4] });
    expect(treeStep('ArrowDown', nodes, 4, isOpen)).toEqual({ node: nodes[4] });
    expect(treeStep('x', nodes, 0, isOpen)).toBeUndefined();
    expect(treeStep('ArrowDown', [], 0, isOpen)).toBeUndefined();
  });
});

describe('bytes as text', () => {
  it('have a dot where ASCII has no picture', () => {
    expect([0x1f, 0x20, 0x7e, 0x7f].map(asciiByte).join('')).toBe('. ~.');
  });
});
