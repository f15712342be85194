/** Texts in double quotes, as the filter language reads them: a backslash keeps a quote or a backslash from its meaning. */

/** A text in quotes; it reads back the same. */
export function quoted(text: string): string {
  return `"${text.replace(/\\(?=[\\"]|$)|"/g, '\\$&')}"`;
}

/** What stands between the quotes of a text that is nothing else; undefined if it is no such text. */
export function unquoted(text: string): string | undefined {
  const inside = /^"((?:[^"\\]|\\[\s\S])*)"$/.exec(text)?.[1];
  return inside?.replace(/\\([\\"])/g, '$1');
}

/** Where a character of the plain text stands in the quoted one, the first quote being character 0. */
export function placeInQuotes(text: string, offset: number): number {
  let place = 1;
  for (let at = 0; at < offset; at++) {
    const escaped = text[at] === '"' || (text[at] === '\\' && /^(?:[\\"]|$)/.test(text.slice(at + 1)));
    place += escaped ? 2 : 1;
  }
  return place;
}
