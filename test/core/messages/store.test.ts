import { describe, expect, it } from 'vitest';
import { MessageStore, Pairing } from '../../../src/core/messages/message-store.ts';
import { Pairs } from '../../../src/core/messages/pairing.ts';
import type { Message, Role } from '../../../src/core/messages/message.ts';

const message = (role: Role, key?: string): Message => ({
  kind: 'kind',
  summary: 'says',
  role,
  values: {},
  ...(key !== undefined && { key }),
});
const at = (packet: number) => ({ way: 0 as const, first: packet, packet, length: 10, cut: false });

/** Adds messages and pairs them; how each one stands. */
function paired(...all: readonly Message[]): readonly Pairing[] {
  const store = new MessageStore();
  const pairs = new Pairs(store);
  for (const [packet, one] of all.entries()) pairs.take(store.add('P', at(packet), one), one);
  return all.map((_, row) => store.pairing[row] as Pairing);
}

describe('requests and answers', () => {
  it('belong together by their order', () => {
    const all = paired(message('request'), message('request'), message('answer'), message('answer'), message('answer'));
    expect(all).toEqual([Pairing.Answered, Pairing.Answered, Pairing.Answer, Pairing.Answer, Pairing.NoRequest]);
  });

  it('belong together by their keys, in any order', () => {
    const all = paired(message('request', 'a'), message('request', 'b'), message('answer', 'b'));
    expect(all).toEqual([Pairing.NoAnswer, Pairing.Answered, Pairing.Answer]);
  });

  it('tell what is asked again before an answer comes', () => {
    const all = paired(
      message('request', 'a'),
      message('request', 'a'),
      message('answer', 'a'),
      message('request', 'a'),
    );
    expect(all).toEqual([Pairing.Answered, Pairing.Repeated, Pairing.Answer, Pairing.NoAnswer]);
  });

  it('leave notices alone, and forget the oldest of very many', () => {
    expect(paired(message('notice'))).toEqual([Pairing.None]);
    const many = paired(
      ...Array.from({ length: 5000 }, (_, key) => message('request', String(key))),
      message('answer', '0'),
    );
    expect(many.at(-1)).toBe(Pairing.NoRequest);
  });
});

describe('the store of messages', () => {
  it('keeps values by column, texts once, and says when it is full', () => {
    const store = new MessageStore(2);
    store.add('P', at(0), { ...message('notice'), values: { name: 'a', code: 5 } });
    store.add('P', at(1), { ...message('notice'), values: { name: 'a' } });
    expect(store.value('name', 0)).toBe(store.value('name', 1));
    expect(store.texts.text(store.value('name', 0))).toBe('a');
    expect([store.value('code', 0), store.value('code', 1)]).toEqual([5, -1]);
    expect(store.full).toBe('rows');
    expect(new MessageStore(9, 0).full).toBe('text');
  });

  it('cuts long texts', () => {
    const store = new MessageStore();
    store.add('P', at(0), { ...message('notice'), values: { name: 'x'.repeat(5000) } });
    expect(store.texts.text(store.value('name', 0))).toHaveLength(1024);
  });
});
