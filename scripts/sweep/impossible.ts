/** Words that a number or a value that is not there leaves in a text. */
const WORDS = /\b(NaN|undefined|Infinity)\b|\[object Object\]/;

/** Members of answers that explain what such words mean. */
const EXPLAINING = ['help', 'formula'];

/**
 * Numbers that are none, and words that stand for them, anywhere in an answer: told with their place.
 * @param captured the bytes that were read: a word that stands in them is theirs
 * @param passed names of members that are passed over
 */
export function impossible(value: unknown, captured: Uint8Array, passed: readonly string[] = []): string[] {
  const found: string[] = [];
  const look = (one: unknown, place: string): void => {
    if (found.length >= 5) return;
    if (typeof one === 'number' && !Number.isFinite(one)) found.push(`${place} is ${one}`);
    else if (typeof one === 'string' && isWrongText(one, captured)) found.push(`${place} says ${one.slice(0, 200)}`);
    else if (ArrayBuffer.isView(one)) lookAt([...(one as unknown as Iterable<unknown>)].entries(), place);
    else if (one instanceof Map) lookAt(one.entries(), place);
    else if (typeof one === 'object' && one !== null)
      lookAt(
        Object.entries(one).filter(([name]) => ![...EXPLAINING, ...passed].includes(name)),
        place,
      );
  };
  const lookAt = (entries: Iterable<readonly [unknown, unknown]>, place: string): void => {
    for (const [name, one] of entries) look(one, `${place}.${String(name)}`);
  };
  look(value, '');
  return found;
}

function isWrongText(text: string, captured: Uint8Array): boolean {
  const word = WORDS.exec(text)?.[0];
  return word !== undefined && !Buffer.from(captured.buffer, captured.byteOffset, captured.length).includes(word);
}
