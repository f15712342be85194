/** What code may call: parts of sequences and windows, and what changes nothing that it is called of. */
const CALLS = new Set(
  [
    'sequence window key where step optional repeat without until quiet within maxGap starts takes after longest maxOpen columns',
    'count distinct sum field fields flowValue hosts',
    'includes startsWith endsWith indexOf lastIndexOf at slice some every find filter map join concat test match split trim',
    'toLowerCase toUpperCase toFixed toString padStart charCodeAt codePointAt substring replace isFinite isInteger isNaN isArray',
    'abs min max floor ceil round trunc sqrt log log2 log10 pow sign hypot Number String Boolean parseInt parseFloat',
    'if for switch return of in typeof function',
  ].flatMap((line) => line.split(' ')),
);

/** Words by which something can be kept or changed. */
const KEEPS =
  /\b(?:let|var|new|class|this|await|async|yield|delete|eval|Function|globalThis|self|constructor|prototype|__proto__|console|random|Date)\b|\+\+|--|\bfunction\s*\*|\bfor\s*\((?!\s*const\b)|\\/;

/** `=` that assigns: no comparison, no arrow. */
const ASSIGNS = /(?:[^=!<>]|[<>]{2,3}|^)=(?![=>])/;
/** A name or names that something is given to once. */
const CONSTANT = /\bconst\s+(?:[\w$]+|\{[\w$\s,:]*\}|\[[\w$\s,]*\])\s*=(?![=>])/g;

/** Texts, comments and regular expressions, which what stands before them tells from divisions. */
const TEXTS =
  /\/\/[^\n]*|\/\*[^]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|(?<=(?:[([{,;=:!&|?+*%<>~^]|\breturn)\s*)\/(?![/*])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g;

/**
 * True if JavaScript can keep nothing from one call of its functions to the next, as far as it can be told by its text: it only calls
 * what is known to change nothing and functions of its own, and gives values to constants only. Where that is not sure it is false.
 */
export function keepsNothing(code: string): boolean {
  const texts = code.match(TEXTS) ?? [];
  // Regular expressions with these flags remember where they stopped.
  if (code.includes('`') || texts.some((text) => /^\/[^/*][^]*\/[a-z]*[gy][a-z]*$/.test(text))) return false;
  const bare = code.replace(TEXTS, (text) => (text.startsWith('//') || text.startsWith('/*') ? ' ' : '0'));
  if (/['"]/.test(bare) || KEEPS.test(bare) || ASSIGNS.test(bare.replace(CONSTANT, ' '))) return false;
  return callsAreKnown(bare) && !CALLED_AT_ONCE.test(bare.replace(/=>\s*\(/g, ''));
}

/** What an expression gives is called. */
const CALLED_AT_ONCE = /[\])]\s*(?:\?\.\s*)?\(/;

function callsAreKnown(bare: string): boolean {
  const own = new Set([...bare.matchAll(/\b(?:const|function)\s+([\w$]+)/g)].map(([, name]) => name));
  return [...bare.matchAll(/(\.?)\s*([\w$]+)\s*(?:\?\.\s*)?\(/g)].every(
    ([, dot, name]) => CALLS.has(name) || (dot === '' && own.has(name)),
  );
}
