import { namesUsed, withImports } from '../../../../base/import-line.ts';

const IMPORT = /^import\s*\{([^}]*)\}\s*from\s*['"]flowloom['"];?\s*\n/;

/** A module with another one behind it: one import for both, and other names for exports that are taken already. */
export function appended(code: string, example: string): string {
  if (code.trim() === '') return example;
  const names = (IMPORT.exec(example)?.[1] ?? '').split(',').map((name) => name.trim());
  const body = renamed(example.replace(IMPORT, '').trimStart(), code);
  return `${withImports(code, 'flowloom', names.filter(Boolean)).trimEnd()}\n\n${body}`;
}

function renamed(body: string, beside: string): string {
  return body.replace(/^(export (?:const|class) )([\w$]+)/gm, (_whole, words: string, name: string) => {
    let free = name;
    for (let count = 2; namesUsed(beside, [free]).length > 0; count += 1) free = `${name}${count}`;
    return words + free;
  });
}
