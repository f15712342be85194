import { Flow, type FlowClass } from './flow.ts';

/** The name under which users' modules import the classes of this folder. */
export const MODULE_NAME = 'flowloom';

/** Name of the global that holds the classes while a user's module is loaded. */
export const MODULE_GLOBAL = '__flowloom';

/**
 * Text of the module behind `import … from 'flowloom'`: gives on the classes that the host has put into
 * `globalThis.__flowloom`, so that host and user share them.
 */
export const MODULE_TEXT = `export const { Flow, RelationalStream } = globalThis.${MODULE_GLOBAL};\n`;

/** `from 'flowloom'`, `import 'flowloom'`, `import('flowloom')`. */
const IMPORT = /(\bfrom\s*|\bimport\s*\(?\s*)(['"])flowloom\2/g;

/** Points the imports of 'flowloom' in a user's JavaScript to an address of MODULE_TEXT. Lines stay where they are. */
export function withModuleAddress(code: string, address: string): string {
  return code.replace(IMPORT, (_whole, before: string, quote: string) => before + quote + address + quote);
}

/** The flow classes that a module exports, in the order of its text `code` (modules list their exports by name). */
export function flowClassesOf<E>(exports: Readonly<Record<string, unknown>>, code: string): FlowClass<E>[] {
  const classes = Object.values(exports).filter((value): value is FlowClass<E> => isFlowClass(value));
  return [...new Set(classes)].sort((a, b) => placeOf(a.name, code) - placeOf(b.name, code));
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
  return name.replace(/[$]/g, '\\$');
}
