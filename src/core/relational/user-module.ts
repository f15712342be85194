import type { Failure } from '../model/failure.ts';
import { Flow, type FlowClass } from './flow.ts';
import { isSequence, type AnySequence } from './sequence/definition-run.ts';
import { clip } from './match-bounds.ts';

/** The name under which users' modules import the classes of this folder. */
export const MODULE_NAME = 'flowloom';

/** Name of the global that holds the classes while a user's module is loaded. */
export const MODULE_GLOBAL = '__flowloom';

/**
 * Text of the module behind `import … from 'flowloom'`: gives on the classes that the host has put into
 * `globalThis.__flowloom`, so that host and user share them.
 */
export const MODULE_TEXT = `export const { Flow, RelationalStream, sequence, window, hosts, FlowPlugin, link, tagger, linkFlows, tagFlows, source, table, printer, summary } = globalThis.${MODULE_GLOBAL};\n`;

/** `from 'flowloom'`, `import 'flowloom'`, `import('flowloom')`. */
const IMPORT = /(\bfrom\s*|\bimport\s*\(?\s*)(['"])flowloom\2/g;

/** Points the imports of 'flowloom' in a user's JavaScript to an address of MODULE_TEXT. Lines stay where they are. */
export function withModuleAddress(code: string, address: string): string {
  return code.replace(IMPORT, (_whole, before: string, quote: string) => before + quote + address + quote);
}

/** What is said of code that exports nothing that can run. */
export const NO_CLASSES: Failure = {
  code: 'code-syntax',
  detail:
    'The code exports no sequence, no class that extends Flow or FlowPlugin, no link and no tagger. Write: export const mine = sequence("Mine").step(…), or export class MyFlow extends Flow<PacketEvent> { … }',
};

/** A module's exports by their names. */
type Exports = Readonly<Record<string, unknown>>;

/** The flow classes that a module exports, in the order of its text `code` (modules list their exports by name). */
export function flowClassesOf<E>(exports: Exports, code: string): FlowClass<E>[] {
  const places = new Map<FlowClass<E>, number>();
  for (const [name, value] of Object.entries(exports)) {
    if (!isFlowClass(value) || places.has(value as FlowClass<E>)) continue;
    const ownName = nameOf(value as FlowClass<E>) ?? name;
    places.set(value as FlowClass<E>, Math.min(placeOf(ownName, code), placeOf(name, code)));
  }
  return [...places].sort(([, a], [, b]) => a - b).map(([type]) => type);
}

/** The sequences and windows that a module exports, in the order of its text. */
export function sequencesOf(exports: Exports, code: string): AnySequence[] {
  const places = new Map<AnySequence, number>();
  for (const [name, value] of Object.entries(exports)) {
    if (!isSequence(value)) continue;
    const place = code.search(new RegExp(`\\b${escape(name)}\\b`));
    places.set(value, Math.min(places.get(value) ?? Infinity, place < 0 ? code.length : place));
  }
  return [...places].sort(([, a], [, b]) => a - b).map(([builder]) => builder);
}

/**
 * What a class is called where it is shown: its name; the name under which it is exported, if `static name` has made
 * something else of that.
 */
export function classTitle<E>(type: FlowClass<E>, exports: Exports): string {
  return clip(nameOf(type) ?? Object.keys(exports).find((name) => exports[name] === type) ?? 'class');
}

/** `static name` may be anything, also a getter that throws. */
function nameOf<E>(type: FlowClass<E>): string | undefined {
  try {
    const name: unknown = type.name;
    return typeof name === 'string' && name !== '' ? name : undefined;
  } catch {
    return undefined;
  }
}

function isFlowClass(value: unknown): boolean {
  return (
    typeof value === 'function' && value !== Flow && value.prototype instanceof Flow && isConcrete(value.prototype)
  );
}

/** An exported class without the two methods is a base for others, not a flow to look for. */
function isConcrete(prototype: Partial<Flow<unknown>>): boolean {
  return typeof prototype.isNextEvent === 'function' && typeof prototype.isComplete === 'function';
}

function placeOf(name: string, code: string): number {
  const place = code.search(new RegExp(`\\bclass\\s+${escape(name)}(?![\\w$])`));
  return place < 0 ? code.length : place;
}

function escape(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
