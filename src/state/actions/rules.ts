import type { RuleEntry } from '../../core/model/findings.ts';
import { setOwnRules } from '../own-rules.ts';

/** What a new rule begins with: one that can be run. */
const NEW_RULE = `title   My rule
level   notable
of      flows
where   protocol = TCP
group   src_ip, dst_ip
having  count >= 100
order   count
say     {src_ip} began {count|connection|connections} to {dst_ip} within {span}.
why     What it may mean, and what harmless thing looks the same.`;

const OFF = /^off[ \t]*$/m;

/** Keeps what differs from the standard rules: changed ones, own ones, and which are switched off. */
function keep(entries: readonly RuleEntry[]): void {
  const own = entries.filter(({ origin, off }) => origin !== 'standard' || off);
  setOwnRules(
    own.map((entry) => (entry.origin === 'standard' ? `finding ${entry.name}\noff` : entry.text)).join('\n\n'),
  );
}

const replaced = (entries: readonly RuleEntry[], old: RuleEntry, by: RuleEntry): readonly RuleEntry[] =>
  entries.map((entry) => (entry === old ? by : entry));

/** Puts a text in place of a rule: a standard one is a changed one then. */
export function saveRule(entries: readonly RuleEntry[], rule: RuleEntry, text: string): void {
  const origin = rule.origin === 'own' ? 'own' : 'changed';
  keep(replaced(entries, rule, { ...rule, text: text.trimEnd(), origin }));
}

/** Switches a rule off, or on again. */
export function switchRule(entries: readonly RuleEntry[], rule: RuleEntry): void {
  const off = !rule.off;
  const text = off ? `${rule.text}\noff` : rule.text.replace(OFF, '').trimEnd();
  keep(replaced(entries, rule, rule.origin === 'standard' ? { ...rule, off } : { ...rule, text, off }));
}

/** Puts the standard rule back in place of a changed one. */
export function resetRule(entries: readonly RuleEntry[], rule: RuleEntry): void {
  keep(replaced(entries, rule, { ...rule, origin: 'standard', off: false }));
}

/** Removes an own rule. */
export function removeRule(entries: readonly RuleEntry[], rule: RuleEntry): void {
  keep(entries.filter((entry) => entry !== rule));
}

/** Adds a rule to begin from; its name. */
export function addRule(entries: readonly RuleEntry[]): string {
  const names = new Set(entries.map(({ name }) => name));
  let number = 1;
  while (names.has(`my-rule-${number}`)) number++;
  const name = `my-rule-${number}`;
  const text = `finding ${name}\n${NEW_RULE}`;
  keep([
    ...entries,
    { name, title: 'My rule', level: 'notable', why: '', origin: 'own', off: false, text, readsBytes: false },
  ]);
  return name;
}
