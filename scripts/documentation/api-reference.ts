import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { Plugin } from 'vite';
import type { ApiMember } from '../../src/ui/panels/sequences/reference/api-member.ts';

const MODULE = 'virtual:api-reference';
const folder = join(import.meta.dirname, '../../src/core');

/** What of the sources is in the reference, in its order: a group, a file, and what of it; '' is what stands by itself. */
const SOURCES: readonly (readonly [group: string, file: string, of: string])[] = [
  ['Begin', 'relational/sequence/builder.ts', 'sequence'],
  ['Begin', 'relational/sequence/window-builder.ts', 'window'],
  ['Begin', 'relational/sequence/key.ts', 'hosts'],
  ['Sequence', 'relational/sequence/builder.ts', 'SequenceBuilder'],
  ['Condition', 'relational/sequence/when.ts', 'When'],
  ['Condition', 'relational/sequence/when.ts', 'Wanted'],
  ['Step option', 'relational/sequence/builder.ts', 'StepOptions'],
  ['Window', 'relational/sequence/window-builder.ts', 'WindowBuilder'],
  ['Packet', 'model/event.ts', 'PacketEvent'],
  ['Flow event', 'model/flow-event.ts', 'FlowEvent'],
  ['Message', 'model/message-event.ts', 'AnyMessage'],
  ['Line', 'model/line-event.ts', 'LineEvent'],
  ['Class', 'relational/flow.ts', 'Flow'],
];
/** Members that are the engine's. */
const NOT_SHOWN = new Set(['parts', 'addEvent', 'constructor']);

/** The reference beside the editor, out of the docstrings of the very sources that run. */
export function apiMembers(): readonly ApiMember[] {
  return SOURCES.flatMap(([group, file, of]) => membersOf(join(folder, file), group, of));
}

/** The files that the reference is made of. */
function referenceFiles(): readonly string[] {
  return [...new Set(SOURCES.map(([, file]) => join(folder, file)))];
}

/** `virtual:api-reference`: the members of the module that users' code imports, with signature and description. */
export function apiReference(): Plugin {
  return {
    name: 'api-reference',
    resolveId: (source) => (source === MODULE ? `\0${MODULE}` : undefined),
    load(id) {
      if (id !== `\0${MODULE}`) return undefined;
      for (const file of referenceFiles()) this.addWatchFile(file);
      return `export const MEMBERS = ${JSON.stringify(apiMembers())};`;
    },
  };
}

function membersOf(file: string, group: string, of: string): readonly ApiMember[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found = source.statements.find(
    (node): node is ts.DeclarationStatement => 'name' in node && (node.name as ts.Identifier | undefined)?.text === of,
  );
  if (found === undefined) throw new Error(`${file} has no ${of}, which the reference names.`);
  if (ts.isClassDeclaration(found) || ts.isInterfaceDeclaration(found)) return listed(found, group, source);
  const signature = ts.isFunctionDeclaration(found) ? callOf(of, found.parameters) : of;
  return [{ id: of, group, name: of, signature, description: descriptionOf(found) }];
}

/** Members of a class or an interface; one without words of its own shares those of the one before. */
function listed(
  owner: ts.ClassDeclaration | ts.InterfaceDeclaration,
  group: string,
  source: ts.SourceFile,
): readonly ApiMember[] {
  const members: ApiMember[] = [];
  for (const member of owner.members) {
    const name = member.name?.getText(source) ?? 'constructor';
    const isPrivate = ts.canHaveModifiers(member) && hasModifier(member, ts.SyntaxKind.PrivateKeyword);
    if (isPrivate || NOT_SHOWN.has(name)) continue;
    const description = descriptionOf(member) || (members.at(-1)?.description ?? '');
    const id = `${owner.name?.text ?? ''}.${name}`;
    members.push({ id, group, name, signature: signatureOf(member, name, source), description });
  }
  return members;
}

function signatureOf(member: ts.ClassElement | ts.TypeElement, name: string, source: ts.SourceFile): string {
  const isStatic = ts.canHaveModifiers(member) && hasModifier(member, ts.SyntaxKind.StaticKeyword);
  const before = isStatic ? 'static ' : '';
  if (ts.isMethodDeclaration(member) || ts.isMethodSignature(member)) return before + callOf(name, member.parameters);
  const type = (member as ts.PropertySignature).type?.getText(source) ?? '';
  return `${before}${name}${type === '' ? '' : `: ${type}`}`;
}

/** `step(name, when, options?)`. */
function callOf(name: string, parameters: ts.NodeArray<ts.ParameterDeclaration>): string {
  const words = parameters.map((parameter) => {
    const isOptional = parameter.questionToken !== undefined || parameter.initializer !== undefined;
    const own = ts.isIdentifier(parameter.name) ? parameter.name.text : 'options';
    return `${parameter.dotDotDotToken === undefined ? '' : '…'}${own}${isOptional ? '?' : ''}`;
  });
  return `${name}(${words.join(', ')})`;
}

function hasModifier(node: ts.HasModifiers, kind: ts.SyntaxKind): boolean {
  return ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false;
}

function descriptionOf(node: ts.Node): string {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = doc === undefined ? undefined : ts.getTextOfJSDocComment(doc.comment);
  return (text ?? '').replace(/\s+/g, ' ').trim();
}
