import { expect, it } from 'vitest';
import type { FurtherPackets } from '../../../src/core/model/capture-info.ts';
import type { Decoding } from '../../../src/core/model/parameters.ts';
import { furtherOf, type Further } from '../../../src/state/further.ts';
import { decodingRule, insideSentence } from '../../../src/ui/inside/inside-words.ts';

const choice = (decode: readonly Decoding[], packets: number, inNoFlow: number): FurtherPackets => ({
  decode,
  packets,
  flowless: [0, 0, 0, inNoFlow],
});

function further(...choices: readonly FurtherPackets[]): Further {
  const found = furtherOf({ further: choices });
  if (found === undefined) throw new Error('nothing');
  return found;
}

it('says how many packets carry what, and what becomes of them', () => {
  expect(insideSentence(further(choice(['gre'], 2407, 0)))).toBe(
    '2407 packets carry GRE, which NFStream does not follow: they are counted by what carries them.',
  );
  expect(insideSentence(further(choice(['sll2'], 1, 1)))).toBe(
    '1 packet carries Linux cooked 2, which NFStream does not follow: it is in no flow.',
  );
  expect(insideSentence(further(choice(['qinq', 'mpls'], 4, 1), choice(['vxlan'], 6, 0)))).toBe(
    '10 packets carry VXLAN or provider tags and MPLS, which NFStream does not follow: 1 of them is in no flow, the others are counted by what carries them.',
  );
});

it('asks for all that the choices name, in one order', () => {
  expect(further(choice(['mpls'], 1, 1), choice(['qinq', 'gre'], 2, 2)).decode).toEqual(['qinq', 'gre', 'mpls']);
  expect(furtherOf({ further: [] })).toBeUndefined();
});

it('names the rule by which flows are made', () => {
  expect(decodingRule([])).toBe('decoded as NFStream does');
  expect(decodingRule(['qinq', 'gre', 'mpls', 'snap'])).toBe(
    'decoded further than NFStream does: provider tags, GRE, MPLS and 1 more',
  );
});
