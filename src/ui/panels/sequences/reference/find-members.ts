import type { ApiMember } from './api-member.ts';

/** Words that people look for, and what they mean here. */
const MEANT: readonly (readonly [RegExp, string])[] = [
  [/absen|missing|not come|no answer|unanswered|never|negat/i, 'without'],
  [/time ?out|limit|deadline|seconds|within/i, 'within'],
  [/again|times|several|retransmi|repeat|many/i, 'repeat'],
  [/silence|idle|pause/i, 'quiet'],
  [/group|same|correlat|together|connection/i, 'key'],
  [/filter|only/i, 'where'],
  [/result|output|value|show/i, 'columns'],
  [/immediate|directly|adjacent/i, 'strict'],
  [/scan|rate|burst|threshold|sliding/i, 'window'],
  [/port/i, 'Port'],
  [/address|ip\b|host/i, 'src dst hosts'],
  [/flag/i, 'syn ack fin rst'],
];

/** The members that have all words of a query, those by name first; all of them for an empty one. */
export function foundMembers(members: readonly ApiMember[], query: string): readonly ApiMember[] {
  const text = query.trim().toLowerCase();
  if (text === '') return members;
  const meant = MEANT.filter(([words]) => words.test(text)).flatMap(([, names]) => names.split(' '));
  const scored = members.map((member) => [scoreOf(member, text, meant), member] as const);
  return scored
    .filter(([score]) => score > 0)
    .sort(([a], [b]) => b - a)
    .map(([, member]) => member);
}

function scoreOf({ id, name, signature, description }: ApiMember, text: string, meant: readonly string[]): number {
  if (name.toLowerCase() === text) return 5;
  if (name.toLowerCase().startsWith(text)) return 4;
  if (meant.some((each) => name === each || (each === 'Port' && name.endsWith(each)))) return 3;
  if (id.toLowerCase().includes(text)) return 2;
  const whole = `${id} ${signature} ${description}`.toLowerCase();
  return text.split(/\s+/).every((word) => whole.includes(word)) ? 1 : 0;
}
