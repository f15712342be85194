import { compareAddresses, isInNetwork, parseAddress, parseNetwork } from '../../../base/addresses.ts';
import { answered, badQuestion, type Reply } from '../../model/failure.ts';
import { patternTest } from './pattern.ts';
import type { Operator, Word } from './syntax.ts';

/** True for the texts that a comparison keeps. */
export type TextTest = (text: string) => boolean;

const ORDER: ReadonlyMap<Operator, (sign: number) => boolean> = new Map<Operator, (sign: number) => boolean>([
  ['<', (sign) => sign < 0],
  ['<=', (sign) => sign <= 0],
  ['>', (sign) => sign > 0],
  ['>=', (sign) => sign >= 0],
]);

/**
 * The test of `operator value` on texts; upper and lower case are the same, but for `exact`. `address`: texts are
 * addresses.
 */
export function textTest(
  operator: Operator,
  values: readonly Word[],
  address: boolean,
  exact = false,
): Reply<TextTest> {
  const [value] = values;
  if (operator === '~') return patternTest(value, exact);
  if (operator === 'contains') return answered(containsTest(value.text, exact));
  if (operator === '=' || operator === 'in')
    return answered(anyOf(values.map((word) => equalTest(word.text, address))));
  const order = ORDER.get(operator);
  if (order !== undefined) return address ? addressOrderTest(value, order) : answered(orderTest(value.text, order));
  const equal = equalTest(value.text, address);
  return answered((text) => !equal(text));
}

/** True for texts that contain `part`, in upper or lower case unless it must be `exact`. */
export function containsTest(part: string, exact = false): TextTest {
  if (exact) return (text) => text.includes(part);
  const wanted = part.toLowerCase();
  return (text) => text.toLowerCase().includes(wanted);
}

/** True for addresses in a network and addresses written in another way. */
export function networkTest(text: string): TextTest | undefined {
  const network = parseNetwork(text);
  if (network === undefined) return undefined;
  return (candidate) => {
    const address = parseAddress(candidate);
    return address !== undefined && isInNetwork(address, network);
  };
}

function equalTest(value: string, address: boolean): TextTest {
  const wanted = value.toLowerCase();
  const network = address ? networkTest(value) : undefined;
  return network ?? ((text) => text.toLowerCase() === wanted);
}

function anyOf(tests: readonly TextTest[]): TextTest {
  return tests.length === 1 ? tests[0] : (text) => tests.some((test) => test(text));
}

function orderTest(value: string, order: (sign: number) => boolean): TextTest {
  const wanted = value.toLowerCase();
  return (text) => {
    const lower = text.toLowerCase();
    return order(lower < wanted ? -1 : lower > wanted ? 1 : 0);
  };
}

function addressOrderTest(value: Word, order: (sign: number) => boolean): Reply<TextTest> {
  const wanted = parseAddress(value.text);
  if (wanted === undefined) return badQuestion(`“${value.text}” is no address.`, value.offset);
  return answered((text) => {
    const address = parseAddress(text);
    const sign = address === undefined ? undefined : compareAddresses(address, wanted);
    return sign !== undefined && order(sign);
  });
}
