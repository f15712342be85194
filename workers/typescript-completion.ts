import type { VirtualTypeScriptEnvironment } from '@typescript/vfs';
import ts from 'typescript';
import { importChange } from '../src/base/import-line.ts';
import api from '../src/core/relational/api.ts?raw';
import messages from '../src/core/model/message-event.ts?raw';
import type { CompletionAsked, CompletionList, CompletionOption } from '../src/protocol/language.ts';

/** What the module exports: a name, and how it is imported (`type Name`). */
const EXPORTED: ReadonlyMap<string, string> = new Map([
  ...[...messages.matchAll(/^export type (\w+)/gm)].map(([, name = '']): [string, string] => [name, `type ${name}`]),
  ...[...api.matchAll(/^export (type )?\{([^}]*)\}/gm)].flatMap(([, type = '', names = '']) =>
    names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map((name): [string, string] => [name.replace(/^type /, ''), name.startsWith('type ') ? name : type + name]),
  ),
]);

const PREFERENCES: ts.UserPreferences = {
  includeCompletionsForModuleExports: true,
  includeCompletionsWithInsertText: true,
  includeCompletionsWithClassMemberSnippets: true,
  includeCompletionsWithObjectLiteralMethodSnippets: false,
  includeCompletionsWithSnippetText: true,
  allowIncompleteCompletions: false,
};
/** From this order on names are global, or of other files. */
const GLOBAL = '15';
const OWN_SNIPPETS = 'ClassMemberSnippet/';
/** Kinds as the editor has pictures of them. */
const KINDS: ReadonlySet<string> = new Set(['class', 'function', 'interface', 'keyword', 'method', 'property', 'type']);

/**
 * What may be written at a place: names of our module first, which bring their import with them, and methods of a class with
 * their parameters and types.
 */
export function completionsAt(
  env: VirtualTypeScriptEnvironment,
  { path, context: { pos, explicit } }: CompletionAsked,
): CompletionList | undefined {
  const code = env.getSourceFile(path)?.text ?? '';
  const [word] = /[\w$]*$/.exec(code.slice(0, pos)) ?? [''];
  const from = pos - word.length;
  if (word === '' && !explicit && !/[.{,]\s?$/.test(code.slice(0, pos))) return undefined;
  const found = entriesAt(env, path, code, from, word);
  if (found === undefined) return undefined;
  const best = new Map<string, ts.CompletionEntry>();
  for (const entry of found.entries) {
    if (!isOffered(entry)) continue;
    const known = best.get(entry.name);
    // Of two ways to a name the one through the module says more than the one through a global.
    if (known === undefined || (entry.source !== undefined && known.source === undefined)) best.set(entry.name, entry);
  }
  const place: Place = { code, line: code.slice(code.lastIndexOf('\n', from - 1) + 1, from) };
  return { from, options: [...best.values()].map((entry) => optionOf(entry, place)) };
}

/** A word that the language knows hides what it may be the beginning of: `is` in a class, of `isNextEvent`. */
function entriesAt(
  env: VirtualTypeScriptEnvironment,
  path: string,
  code: string,
  from: number,
  word: string,
): ts.CompletionInfo | undefined {
  const to = from + word.length;
  if (!/^(?:is|as|of|get|set|type)$/.test(word))
    return env.languageService.getCompletionsAtPosition(path, to, { ...PREFERENCES }, {});
  env.updateFile(path, code.slice(0, from) + 'x'.repeat(word.length) + code.slice(to));
  try {
    return env.languageService.getCompletionsAtPosition(path, to, { ...PREFERENCES }, {});
  } finally {
    env.updateFile(path, code);
  }
}

interface Place {
  readonly code: string;
  /** The line as far as the word that is completed. */
  readonly line: string;
}

/** What the compiler knows of an option: its type, and its words. */
export function completionWords(
  env: VirtualTypeScriptEnvironment,
  path: string,
  pos: number,
  { label, source, data }: CompletionOption,
): { readonly type: string; readonly words: string } | undefined {
  const details = env.languageService.getCompletionEntryDetails(
    path,
    pos,
    label,
    {},
    source,
    { ...PREFERENCES },
    data as ts.CompletionEntryData | undefined,
  );
  if (details === undefined) return undefined;
  const words = ts.displayPartsToString(details.documentation);
  return {
    type: ts.displayPartsToString(details.displayParts),
    words: words === '' ? exportedWords(env, label) : words,
  };
}

/** Words of what our module exports, for its globals have none. */
function exportedWords(env: VirtualTypeScriptEnvironment, name: string): string {
  const program = env.languageService.getProgram();
  const checker = program?.getTypeChecker();
  const file = program?.getSourceFile('/flowloom/core/relational/api.ts');
  const module = file && checker?.getSymbolAtLocation(file);
  const found = module && checker?.getExportsOfModule(module).find((symbol) => symbol.name === name);
  if (found === undefined || checker === undefined) return '';
  const symbol = found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
  return ts.displayPartsToString(symbol.getDocumentationComment(checker));
}

/** Names of other modules are the engine's own, but for those that ours exports. */
function isOffered({ kind, name, source }: ts.CompletionEntry): boolean {
  if (kind === ts.ScriptElementKind.warning || name === '__flowloom') return false;
  return source === undefined || source === OWN_SNIPPETS || EXPORTED.has(name);
}

function optionOf(
  { name, kind, sortText, source, data, insertText }: ts.CompletionEntry,
  { code, line }: Place,
): CompletionOption {
  const imported = EXPORTED.get(name);
  const isOurs = imported !== undefined && (source !== undefined || sortText >= GLOBAL);
  const change = isOurs ? importChange(code, 'flowloom', imported) : undefined;
  const picture = isOurs && kind !== ts.ScriptElementKind.typeElement ? pictureOf(name) : kind;
  return {
    label: name,
    boost: isOurs ? 99 : -Math.min(98, Number.parseInt(sortText, 10) || 0),
    ...(KINDS.has(picture) && { type: picture }),
    ...(isOurs && { detail: 'flowloom' }),
    ...(isMember(insertText, source) && { snippet: snippetOf(insertText, line) }),
    ...(change !== undefined && { change }),
    ...(source !== undefined && { source }),
    ...(data !== undefined && { data }),
  };
}

/** A whole member of a class, not another way to write a name. */
function isMember(insertText: string | undefined, source: string | undefined): insertText is string {
  return insertText !== undefined && (source === undefined || source === OWN_SNIPPETS) && /[;}]\s*$/.test(insertText);
}

/** Our names that begin small are functions, the others classes and types. */
function pictureOf(name: string): string {
  return /^[a-z]/.test(name) ? 'function' : 'class';
}

/**
 * A member as it is written in a class of packets: what the base calls an event is one, a method has a body for the caret, a
 * property a value. Modifiers that stand there already are left out.
 */
function snippetOf(text: string, line: string): string {
  const written = line.trim().split(/\s+/);
  const own = text.replace(/^(?:(?:static|override|abstract) )+/, (words) =>
    words.replace(/\w+ /g, (word) => (written.includes(word.trim()) || word === 'abstract ' ? '' : word)),
  );
  return own
    .replace(/\bevent: (?:PacketEvent|unknown)\b/g, 'packet: PacketEvent')
    .replace('): FlowKey', ')')
    .replace(/\s*\{\s*(?:\$0)?\s*\}\s*$/, ' {\n\t#{}\n}')
    .replace(/\?: [^;{]*;$/, ' = #{};');
}

/** The call that a place is in, and the words for the parameter that is being written; undefined outside of calls. */
export function signatureAt(
  env: VirtualTypeScriptEnvironment,
  path: string,
  pos: number,
): { readonly type: string; readonly words: string } | undefined {
  const help = env.languageService.getSignatureHelpItems(path, pos, undefined);
  const item = help?.items[help.selectedItemIndex];
  if (help === undefined || item === undefined) return undefined;
  const parameters = item.parameters.map(({ displayParts }, at) => {
    const words = ts.displayPartsToString(displayParts);
    return at === help.argumentIndex ? `▸ ${words}` : words;
  });
  const name = ts.displayPartsToString(item.prefixDisplayParts).replace(/<.*$/s, '(').replace(/\($/, '');
  return { type: `${name}(${parameters.join(', ')})`, words: ts.displayPartsToString(item.documentation) };
}

/** The changes that lay a document out evenly, last first, as the language service of TypeScript does it. */
export function formattingOf(
  env: VirtualTypeScriptEnvironment,
  path: string,
): readonly { readonly from: number; readonly to: number; readonly insert: string }[] {
  const options = {
    ...ts.getDefaultFormatCodeSettings('\n'),
    indentSize: 2,
    tabSize: 2,
    convertTabsToSpaces: true,
    insertSpaceAfterOpeningAndBeforeClosingNonemptyBraces: true,
    semicolons: ts.SemicolonPreference.Insert,
  };
  return env.languageService
    .getFormattingEditsForDocument(path, options)
    .map(({ span, newText }) => ({ from: span.start, to: span.start + span.length, insert: newText }))
    .sort((a, b) => b.from - a.from);
}
