/** Second labels below which countries register names. */
const REGISTRIES: ReadonlySet<string> = new Set(
  'ac co com edu gob gov gouv gv ltd me mil ne net nom or org plc sch'.split(' '),
);
const COUNTRY = 2;

/** The domain of a name and the longest label before it. Without a list of registries the domain is a guess. */
export function partsOf(name: string): { readonly domain: string; readonly label: string } {
  const labels = name.toLowerCase().replace(/\.$/, '').split('.');
  const last = labels.at(-1) ?? '';
  const isBelowRegistry = last.length === COUNTRY && REGISTRIES.has(labels.at(-2) ?? '');
  const own = Math.max(0, labels.length - (isBelowRegistry ? 3 : 2));
  const before = labels.slice(0, own);
  return {
    domain: labels.slice(own).join('.'),
    label: before.reduce((longest, label) => (label.length > longest.length ? label : longest), ''),
  };
}

/** Shannon’s entropy of the characters of a text, bits a character: −Σ p log₂ p; 0 for an empty one. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const times of counts.values()) bits -= (times / text.length) * Math.log2(times / text.length);
  return bits;
}
