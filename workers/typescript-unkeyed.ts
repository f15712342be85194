import ts from 'typescript';
import type { LanguageMark } from '../src/protocol/language.ts';

/** Calls that take an event more than once, or another one. */
const STEPS = ['step', 'optional', 'repeat'];
/** Calls and members that keep the number of open flows small. */
const BOUNDS = ['within', 'maxGap', 'maxOpen'];

/**
 * Warns of exported sequences and classes that have no key, and either look at nothing that was taken before, so that they mix
 * flows, or have nothing that bounds how many are open, so that they grow slow. What is put together elsewhere is passed over.
 */
export function unkeyedDefinitions(file: ts.SourceFile): readonly LanguageMark[] {
  return file.statements.flatMap((statement) => {
    if (!isExported(statement)) return [];
    if (ts.isClassDeclaration(statement))
      return isUnkeyedClass(statement) ? [markOf(statement.name ?? statement, CLASS, file)] : [];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      initializer !== undefined && isUnkeyedSequence(initializer) ? [markOf(name, SEQUENCE, file)] : [],
    );
  });
}

const SEQUENCE =
  "It has no key: every packet may continue every sequence, of whatever flow. Add .key('flow'), or what else they share.";
const CLASS = `It has no key: every packet may continue every sequence, of whatever flow. Add static key = (packet: PacketEvent) => packet.flow, or what else they share.`;

function markOf(node: ts.Node, message: string, file: ts.SourceFile): LanguageMark {
  return { from: node.getStart(file), to: node.end, severity: 'warning', message };
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
}

function isUnkeyedSequence(initializer: ts.Expression): boolean {
  const calls = chainOf(initializer);
  const [begin] = calls;
  // The source of flows has its own; of messages a key is often their number.
  if (begin?.name !== 'sequence' || begin.args.length !== 1) return false;
  const has = (name: string): boolean => calls.some((call) => call.name === name);
  const steps = calls.filter(({ name }) => STEPS.includes(name));
  const isLonger = steps.length > 1 || has('repeat') || has('without');
  if (has('key') || !isLonger) return false;
  const starts = calls.find(({ name }) => name === 'starts')?.args[0]?.getText();
  const isBounded = BOUNDS.some(has) || (starts !== undefined && /one|newest/.test(starts));
  return !isBounded || !calls.some(({ args }) => args.some(looksBack));
}

/** `sequence('A').step(…)` as the calls that it is made of; empty: it is something else. */
function chainOf(
  expression: ts.Expression,
): readonly { readonly name: string; readonly args: readonly ts.Expression[] }[] {
  const calls = [];
  let at: ts.Expression = expression;
  while (ts.isCallExpression(at)) {
    const { expression: called, arguments: args } = at;
    if (ts.isIdentifier(called)) return [{ name: called.text, args }, ...calls.reverse()];
    if (!ts.isPropertyAccessExpression(called)) return [];
    calls.push({ name: called.name.text, args });
    at = called.expression;
  }
  return [];
}

/** A condition that looks at what was taken: a function of two, or a field that is told by a function. */
function looksBack(node: ts.Node): boolean {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return node.parameters.length > 1;
  if (ts.isPropertyAssignment(node) && ts.isArrowFunction(node.initializer)) return true;
  return ts.forEachChild(node, looksBack) ?? false;
}

/** A class says by its own members what it takes, so only one that does not look at what it has taken is told. */
function isUnkeyedClass(definition: ts.ClassDeclaration): boolean {
  const base = definition.heritageClauses?.[0]?.types[0]?.expression;
  if (base === undefined || !ts.isIdentifier(base) || base.text !== 'Flow') return false;
  const names = definition.members.flatMap(({ name }) =>
    name !== undefined && ts.isIdentifier(name) ? [name.text] : [],
  );
  if (!names.includes('isNextEvent') || !names.includes('isComplete')) return false;
  const isToldApart = names.some((name) => ['key', 'source', ...BOUNDS].includes(name));
  return !isToldApart && !/\bthis\b(?!\.events\.length)/.test(definition.getText());
}
