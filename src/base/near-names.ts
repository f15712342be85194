/** The names closest to a mistyped one, best first: names that contain it, then few edits; at most `limit`. */
export function nearNames(name: string, known: Iterable<string>, limit = 3): readonly string[] {
  const wanted = name.toLowerCase();
  const scored: [number, string][] = [];
  for (const candidate of known) {
    const score = distance(wanted, candidate.toLowerCase());
    if (score <= Math.max(2, wanted.length / 3)) scored.push([score, candidate]);
  }
  scored.sort(([a], [b]) => a - b);
  return scored.slice(0, limit).map(([, candidate]) => candidate);
}

/** Edits between two names; 1 plus a little if one contains the other. */
function distance(a: string, b: string): number {
  if (a.length >= 3 && b.includes(a)) return 1 + (b.length - a.length) / 100;
  return editDistance(a.slice(0, 64), b.slice(0, 64));
}

/** Levenshtein's distance, row by row. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let at = 1; at <= b.length; at++) {
      const change = above[at - 1] + (a[row - 1] === b[at - 1] ? 0 : 1);
      line.push(Math.min(change, above[at] + 1, line[at - 1] + 1));
    }
    above = line;
  }
  return above[b.length];
}
