import { describe, expect, it } from 'vitest';
import { parseRule } from '../../../src/core/findings/parse-rule.ts';
import { MOST_RULE_TEXT, rulesWith } from '../../../src/core/findings/rule-book.ts';

const SCAN = `finding my-scan
# a remark
title   My scan
level   serious
of      flows
where   protocol = TCP
        and src_port > 1023
group   src_ip, dst_ip
having  ports >= 20
order   ports
say     {src_ip} tried {ports|port|ports} of
        {dst_ip}.
why     Somebody looks.`;

function wrong(text: string): readonly [string, number | undefined] {
  const reply = parseRule(text);
  return reply.ok ? ['', undefined] : [reply.failure.detail ?? '', reply.failure.offset];
}

describe('the text of a rule', () => {
  it('has a line for each part, and lines that go on', () => {
    const reply = parseRule(SCAN);
    expect(reply).toMatchObject({
      ok: true,
      value: { name: 'my-scan', title: 'My scan', level: 'serious', why: 'Somebody looks.', off: false },
    });
    if (!reply.ok) return;
    const { where, group, say } = reply.value;
    expect(where.text.replaceAll(/\s+/g, ' ')).toBe('protocol = TCP and src_port > 1023');
    expect(group?.map(({ text, offset }) => [text, SCAN.slice(offset, offset + text.length)])).toEqual([
      ['src_ip', 'src_ip'],
      ['dst_ip', 'dst_ip'],
    ]);
    expect(say).toMatchObject([
      { column: 'src_ip' },
      { words: ' tried ' },
      { column: 'ports', nouns: ['port', 'ports'] },
      { words: ' of ' },
      { column: 'dst_ip' },
      { words: '.' },
    ]);
  });

  it('says what is wrong, and where', () => {
    expect(wrong('finding a\nwheer x = 1\nsay x')).toEqual([expect.stringContaining('“wheer”'), 10]);
    expect(wrong('finding A b\nsay x')).toEqual([expect.stringContaining('small letters'), 8]);
    expect(wrong('finding a\nlevel dire\nsay x')).toEqual(['The level is one of info, notable, serious.', 16]);
    expect(wrong('finding a\nsay {a b}')).toEqual([expect.stringContaining('one column'), 14]);
    expect(wrong('finding a\nsay {a} }')).toEqual([expect.stringContaining('one column'), 18]);
    expect(wrong('finding a\ngroup a,,b\nsay x')).toEqual([expect.stringContaining('Between commas'), 18]);
    expect(wrong('finding a\nhaving count > 1\nsay x')).toEqual([expect.stringContaining('“group”'), 17]);
    expect(wrong('finding a\nsay x\nsay y')).toEqual(['“say” stands there twice.', 20]);
    expect(wrong('finding a\ntitle A')).toEqual([expect.stringContaining('sentence is missing'), 8]);
  });

  it('puts all rows into one group if it says so', () => {
    const reply = parseRule('finding a\ngroup all\nsay {count}');
    expect(reply.ok && reply.value.group).toEqual([]);
  });
});

describe('the rules of a person', () => {
  const standard = rulesWith('');
  const [first] = standard;

  it('are none at first, and the standard ones can all be read', () => {
    expect(standard.length).toBeGreaterThan(8);
    expect(standard.filter(({ failure }) => failure !== undefined)).toEqual([]);
    expect(new Set(standard.map(({ name }) => name)).size).toBe(standard.length);
  });

  it('stand in place of the standard ones of the same name, or behind them', () => {
    const rules = rulesWith(`finding ${first?.name ?? ''}\nsay changed\n\n${SCAN}`);
    expect(rules[0]).toMatchObject({ origin: 'changed', standard: first?.text });
    expect(rules.at(-1)).toMatchObject({ name: 'my-scan', origin: 'own' });
    expect(rules).toHaveLength(standard.length + 1);
  });

  it('switch standard ones off', () => {
    expect(rulesWith(`finding ${first?.name ?? ''}\noff`)[0]).toMatchObject({ ...first, off: true });
  });

  it('may be rubbish', () => {
    expect(rulesWith('\u0000{}[]')).toHaveLength(standard.length + 1);
    expect(rulesWith('\u0000{}[]').at(-1)?.failure).toBeDefined();
    expect(rulesWith(`${SCAN}\n${SCAN}`).at(-1)?.failure?.detail).toBe('There is another rule of this name.');
    expect(rulesWith('x'.repeat(MOST_RULE_TEXT + 1)).at(-1)).toMatchObject({ off: true });
  });
});
