import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, SyntheticEvent } from 'react';
import type { Layer } from '../../../core/model/field.ts';
import { isSameNode } from './byte-fields.ts';
import type { LayerNode } from './byte-fields.ts';
import { treeStep, visibleNodes } from './tree-nodes.ts';
import { Foreign } from '../../widgets/Foreign.tsx';
import styles from './LayerTree.module.css';

interface LayerTreeProps {
  readonly layers: readonly Layer[];
  readonly selected: LayerNode | undefined;
  readonly hovered: LayerNode | undefined;
  /** Places that a filter found (hit-nodes.ts). */
  readonly found: ReadonlySet<string>;
  readonly onSelect: (node: LayerNode) => void;
  readonly onHover: (node: LayerNode | undefined) => void;
}

/** The decoded layers of a packet as a tree. What is closed stays closed from packet to packet. */
export function LayerTree({ layers, selected, hovered, found, onSelect, onHover }: LayerTreeProps) {
  const tree = useRef<HTMLDivElement>(null);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const nodes = visibleNodes(layers, closed);
  const at = nodes.findIndex((node) => isSameNode(node, selected));
  const focusable = at < 0 ? 0 : at;

  const setOpen = (layer: number, open: boolean): void => {
    const name = layers[layer]?.name ?? '';
    const next = new Set(closed);
    if (open) next.delete(name);
    else next.add(name);
    setClosed(next);
  };

  const toggle = (layer: number): void => setOpen(layer, closed.has(layers[layer]?.name ?? ''));

  // A byte was pressed in a layer that is closed: open it.
  const [shown, setShown] = useState(selected);
  if (!isSameNode(shown, selected)) {
    setShown(selected);
    if (selected?.field !== undefined && closed.has(layers[selected.layer]?.name ?? '')) setOpen(selected.layer, true);
  }
  useEffect(() => {
    tree.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [selected]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = treeStep(event.key, nodes, focusable, (layer) => !closed.has(layers[layer]?.name ?? ''));
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (step.open !== undefined) setOpen(step.node.layer, step.open);
    onSelect(step.node);
    const to = nodes.findIndex((node) => isSameNode(node, step.node));
    tree.current?.querySelectorAll<HTMLElement>('[role=treeitem]')[to]?.focus();
  };

  const nodeOf = ({ target }: SyntheticEvent): LayerNode | undefined => {
    const item = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : undefined;
    return nodes[Number(item?.dataset['index'] ?? -1)];
  };
  const onClick = (event: SyntheticEvent): void => {
    const node = nodeOf(event);
    if (node === undefined) return;
    onSelect(node);
    if (event.target instanceof Element && event.target.closest('[data-twist]') !== null) toggle(node.layer);
  };
  const onDoubleClick = (event: SyntheticEvent): void => {
    const node = nodeOf(event);
    if (node !== undefined && node.field === undefined) toggle(node.layer);
  };

  return (
    <div
      ref={tree}
      role="tree"
      aria-label="Layers of the packet"
      className={styles.tree}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onDoubleClick={onDoubleClick}
      onPointerOver={(event) => onHover(nodeOf(event))}
      onPointerLeave={() => onHover(undefined)}
    >
      {nodes.map((node, index) => {
        const layer = layers[node.layer];
        if (layer === undefined) return null;
        const open = !closed.has(layer.name);
        return (
          <div
            key={`${node.layer} ${node.field ?? ''}`}
            role="treeitem"
            aria-level={node.field === undefined ? 1 : 2}
            aria-expanded={node.field === undefined && layer.fields.length > 0 ? open : undefined}
            aria-selected={isSameNode(node, selected)}
            data-index={index}
            tabIndex={index === focusable ? 0 : -1}
            data-hovered={isSameNode(node, hovered) ? '' : undefined}
            className={node.field === undefined ? styles.layer : styles.field}
          >
            {node.field === undefined ? (
              <LayerLine layer={layer} open={open} />
            ) : (
              <FieldLine layer={layer} field={node.field} />
            )}
            {found.has(node.field === undefined ? `${node.layer}` : `${node.layer} ${node.field}`) && <FoundMark />}
          </div>
        );
      })}
    </div>
  );
}

function FoundMark() {
  return (
    <span className={styles.found}>
      <span aria-hidden="true">◀ found</span>
      <span className="visually-hidden">has what the filter looks for</span>
    </span>
  );
}

function LayerLine({ layer, open }: { readonly layer: Layer; readonly open: boolean }) {
  return (
    <>
      <span aria-hidden="true" data-twist="" className={styles.twist}>
        {layer.fields.length === 0 ? '' : open ? '▾' : '▸'}
      </span>
      <span className={styles.name}>{layer.name}</span>{' '}
      <span className={styles.summary}>
        <Foreign>{layer.summary}</Foreign>
      </span>
      {layer.problem !== undefined && <span className={styles.problem}> ⚠ {layer.problem}</span>}
    </>
  );
}

function FieldLine({ layer, field }: { readonly layer: Layer; readonly field: number }) {
  const part = layer.fields[field];
  return (
    <>
      <span className={styles.summary}>{part?.name}: </span>
      <span className={styles.value} title={part?.id}>
        <Foreign>{part?.text ?? ''}</Foreign>
      </span>
    </>
  );
}
