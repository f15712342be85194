/** A change of a text: what stands in from..to is replaced. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/**
 * The change by which a text of TypeScript imports a name from a module: its import is extended if there is one, else a line
 * is put first. undefined: it is imported already. A name may be a type's: `type Name`.
 */
export function importChange(code: string, module: string, name: string): TextChange | undefined {
  const found = new RegExp(`^([ \\t]*import\\s*\\{)([^}]*)(\\}\\s*from\\s*['"]${module}['"])`, 'm').exec(code);
  if (found === null) return { from: 0, to: 0, insert: `import { ${name} } from '${module}';\n${gapBefore(code)}` };
  const [, head = '', list = ''] = found;
  const names = list
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  if (names.some((each) => bare(each) === bare(name))) return undefined;
  const from = found.index + head.length;
  const to = from + list.length;
  return { from, to, insert: ` ${[...names, name].join(', ')} ` };
}

/** The text with all these names imported. */
export function withImports(code: string, module: string, names: readonly string[]): string {
  return names.reduce((text, name) => {
    const change = importChange(text, module, name);
    return change === undefined ? text : text.slice(0, change.from) + change.insert + text.slice(change.to);
  }, code);
}

/** Those of the names that a text uses as words of their own. */
export function namesUsed(code: string, names: readonly string[]): readonly string[] {
  return names.filter((name) => new RegExp(`(?<![\\w$.'"])${bare(name)}(?![\\w$'"])`).test(code));
}

function bare(name: string): string {
  return name.replace(/^type\s+/, '').replace(/\s+as\s.*$/, '');
}

function gapBefore(code: string): string {
  return code === '' || code.startsWith('\n') || code.startsWith('import') ? '' : '\n';
}
