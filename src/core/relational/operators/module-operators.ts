import type { OperatorKind } from '../../model/operators.ts';
import { clip } from '../match-bounds.ts';
import { FlowPlugin } from './flow-plugin.ts';
import { Operator } from './links.ts';

interface Placed {
  readonly name: string;
  /** Where it stands in the module's text. */
  readonly place: number;
}

/** One function over packets or flows. */
export interface FoundFunction extends Placed {
  readonly kind: Exclude<OperatorKind, 'plugin'>;
  readonly call: (row: never) => unknown;
}

/** A plugin: what makes it is user code, which may throw. */
export interface FoundPlugin extends Placed {
  readonly kind: 'plugin';
  readonly plugin: () => FlowPlugin;
}

/** An operator of a module. */
export type FoundOperator = FoundFunction | FoundPlugin;

type Exports = Readonly<Record<string, unknown>>;

/**
 * The operators that a module exports, in the order of its text. A plugin's class is not made one of by itself if an instance of
 * it is exported too; a function that stands in several chains counts once, where it stands first.
 */
export function operatorsOf(exports: Exports, code: string): FoundOperator[] {
  const entries = Object.entries(exports).map(([name, value]) => ({ name, value, place: placeOfName(name, code) }));
  entries.sort((a, b) => a.place - b.place);
  const values = new Set<unknown>();
  const instances = new Set(entries.map(({ value }) => (value instanceof FlowPlugin ? value.constructor : undefined)));
  const found: FoundOperator[] = [];
  for (const { name, value, place } of entries) {
    if (values.has(value)) continue;
    values.add(value);
    const at = { name: clip(name), place };
    if (value instanceof FlowPlugin) found.push({ ...at, kind: 'plugin', plugin: () => value });
    else if (isPluginClass(value) && !instances.has(value)) {
      found.push({ ...at, kind: 'plugin', plugin: () => new value() });
    } else if (value instanceof Operator) {
      for (const { kind, call } of value.steps) if (!values.has(call)) found.push({ ...at, kind, call });
      for (const { call } of value.steps) values.add(call);
    }
  }
  return found;
}

/** Where the first name stands under which something is exported. */
export function placeOfExport(value: unknown, exports: Exports, code: string): number {
  const names = Object.keys(exports).filter((name) => exports[name] === value);
  return names.reduce((first, name) => Math.min(first, placeOfName(name, code)), code.length);
}

/** Where a name stands first in a text; behind all of it if it does not. */
function placeOfName(name: string, code: string): number {
  const place = code.search(new RegExp(`(?<![\\w$])${name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?![\\w$])`));
  return place < 0 ? code.length : place;
}

const METHODS = ['onInit', 'onUpdate', 'onExpire'] as const;

/** A class that extends FlowPlugin and does something; a base of others does nothing by itself. */
function isPluginClass(value: unknown): value is new () => FlowPlugin {
  if (typeof value !== 'function' || !(value.prototype instanceof FlowPlugin)) return false;
  const prototype = value.prototype;
  return METHODS.some((name) => prototype[name] !== FlowPlugin.prototype[name]);
}
