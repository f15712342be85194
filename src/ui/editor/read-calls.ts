import { typescriptLanguage } from '@codemirror/lang-javascript';

type SyntaxNode = ReturnType<typeof typescriptLanguage.parser.parse>['topNode'];

/** An expression as far as it is plain; `text` is how it is written. */
export type Plain = { readonly text: string } & (
  | { readonly kind: 'value'; readonly value: string | number | boolean }
  | { readonly kind: 'list'; readonly items: readonly Plain[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Plain])[] }
  | { readonly kind: 'code' }
);

/** One call of a chain: `.step('syn', { syn: true })`. */
export interface ReadCall {
  readonly name: string;
  readonly args: readonly Plain[];
  /** As it is written, with the dot. */
  readonly text: string;
}

/** `export const NAME = FUNCTION(…).…;` at the top of a module. */
export interface ReadChain {
  readonly name: string;
  /** From `export` to the end of the statement. */
  readonly from: number;
  readonly to: number;
  /** The function that begins it first, then the methods. */
  readonly calls: readonly ReadCall[];
  readonly hasComments: boolean;
}

/** The chains of calls that a module exports as constants; what is written otherwise is passed over. */
export function readChains(code: string): readonly ReadChain[] {
  const { topNode } = typescriptLanguage.parser.parse(code);
  return topNode.getChildren('ExportDeclaration').flatMap((node) => {
    const declared = node.getChild('VariableDeclaration');
    const name = declared?.getChild('VariableDefinition');
    const call = declared?.getChild('CallExpression');
    if (!name || !call) return [];
    const calls = callsOf(call, code);
    const text = code.slice(node.from, node.to);
    const hasComments = /\/\/|\/\*/.test(text.replace(/(['"`])(?:\\.|(?!\1).)*\1/g, ''));
    return calls === undefined ? [] : [{ name: textOf(name, code), from: node.from, to: node.to, calls, hasComments }];
  });
}

function callsOf(call: SyntaxNode, code: string): readonly ReadCall[] | undefined {
  const callee = call.firstChild;
  const list = call.getChild('ArgList');
  if (callee === null || list === null) return undefined;
  const args = plainChildren(list, code);
  if (callee.name === 'VariableName') return [{ name: textOf(callee, code), args, text: textOf(call, code) }];
  const before = callee.name === 'MemberExpression' ? callee.getChild('CallExpression') : null;
  const method = callee.getChild('PropertyName');
  const calls = before && callsOf(before, code);
  if (!before || !method || !calls) return undefined;
  return [...calls, { name: textOf(method, code), args, text: code.slice(before.to, call.to).trim() }];
}

/** Punctuation has names that are no words. */
function plainChildren(node: SyntaxNode, code: string): readonly Plain[] {
  const found: Plain[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    if (/^[A-Z]/.test(child.name) && !child.name.endsWith('Comment')) found.push(plainOf(child, code));
  return found;
}

function plainOf(node: SyntaxNode, code: string): Plain {
  const text = textOf(node, code);
  const value = valueOf(node.name, text);
  if (value !== undefined) return { kind: 'value', value, text };
  if (node.name === 'ArrayExpression') return { kind: 'list', items: plainChildren(node, code), text };
  if (node.name !== 'ObjectExpression') return { kind: 'code', text };
  const entries = node.getChildren('Property').map((property) => entryOf(property, code));
  const isWhole = node.getChild('Spread') === null && entries.every((entry) => entry !== undefined);
  return isWhole
    ? { kind: 'object', entries: entries.filter((entry) => entry !== undefined), text }
    : { kind: 'code', text };
}

function entryOf(property: SyntaxNode, code: string): readonly [string, Plain] | undefined {
  const name = property.getChild('PropertyDefinition') ?? property.getChild('String');
  const value = property.lastChild;
  if (name === null || value === null || property.getChild(':') === null) return undefined;
  return [unquoted(textOf(name, code)), plainOf(value, code)];
}

function valueOf(name: string, text: string): string | number | boolean | undefined {
  if (name === 'String') return unquoted(text);
  if (name === 'BooleanLiteral') return text === 'true';
  if (name === 'Number' || (name === 'UnaryExpression' && /^-[\d.]/.test(text)))
    return Number(text.replaceAll('_', ''));
  return name === 'VariableName' && text === 'Infinity' ? Infinity : undefined;
}

/** A text without its quotes; of escapes the common ones. */
function unquoted(text: string): string {
  return /^['"]/.test(text) ? text.slice(1, -1).replace(/\\(['"\\])/g, '$1') : text;
}

function textOf(node: SyntaxNode, code: string): string {
  return code.slice(node.from, node.to);
}
