import { badQuestion, type Failure, type Reply } from '../model/failure.ts';
import type { RuleEntry } from '../model/findings.ts';
import { nameOfRule, parseRule } from './parse-rule.ts';
import { cutRules } from './read-lines.ts';
import type { Rule } from './rule.ts';
import { STANDARD_RULES } from './rules/index.ts';

/** Characters of a person’s own rules that are read; more is none that a person has written. */
export const MOST_RULE_TEXT = 100_000;

/** A rule with what is known of it before a capture is asked. */
export type WrittenRule = Omit<RuleEntry, 'readsBytes'> & { readonly rule?: Rule };

/**
 * All rules: the standard ones in their order, then a person’s own. An own rule of the same name stands in place of the standard
 * one; if it says no more than “off”, the standard one is switched off.
 */
export function rulesWith(own: string): readonly WrittenRule[] {
  if (own.length > MOST_RULE_TEXT) return [...STANDARD.map(standardRule), tooLong(own)];
  const texts = cutRules(own).map(({ text }) => text);
  const byName = new Map(texts.map((text) => [nameOfRule(text), text]));
  const standard = STANDARD.map((text) => {
    const changed = byName.get(nameOfRule(text));
    return changed === undefined ? standardRule(text) : changedRule(changed, text);
  });
  const standardNames = new Set(STANDARD.map(nameOfRule));
  const others = texts.filter((text) => !standardNames.has(nameOfRule(text)));
  return [
    ...standard,
    ...others.map((text, at) => ownRule(text, others.map(nameOfRule).indexOf(nameOfRule(text)) !== at)),
  ];
}

const STANDARD: readonly string[] = cutRules(STANDARD_RULES).map(({ text }) => text);

function standardRule(text: string): WrittenRule {
  return { ...written(text), origin: 'standard', standard: text };
}

/** A standard rule that was changed, or only switched off. */
function changedRule(text: string, standard: string): WrittenRule {
  if (isOnlyOff(text)) return { ...standardRule(standard), off: true };
  return { ...written(text), origin: 'changed', standard };
}

/** A rule of a person’s own. `twice`: there is one of this name before it. */
export function ownRule(text: string, twice = false): WrittenRule {
  const rule = written(text);
  const failure = badQuestion('There is another rule of this name.', 0).failure;
  return { ...rule, origin: 'own', ...(twice && rule.failure === undefined && { failure }) };
}

function isOnlyOff(text: string): boolean {
  return /^finding[ \t]+\S+\s+off\s*$/.test(text);
}

function tooLong(own: string): WrittenRule {
  const failure: Failure = badQuestion(`Rules of more than ${MOST_RULE_TEXT} characters are not read.`, 0).failure;
  return {
    name: '',
    title: 'Own rules',
    level: 'info',
    why: '',
    origin: 'own',
    off: true,
    text: own.slice(0, 200),
    failure,
  };
}

function written(text: string): Omit<WrittenRule, 'origin'> {
  const rule: Reply<Rule> = parseRule(text);
  if (!rule.ok) {
    const name = nameOfRule(text);
    return {
      name,
      title: name === '' ? 'A rule without a name' : name,
      level: 'info',
      why: '',
      off: false,
      text,
      failure: rule.failure,
    };
  }
  const { name, title, level, why, off } = rule.value;
  return { name, title, level, why, off, text, rule: rule.value };
}
