import { expect, it } from 'vitest';
import { keptInWords } from '../../../src/ui/privacy/kept-words.ts';
import { countInWords, shortAddress, sortRequests } from '../../../src/ui/privacy/request-words.ts';

const HOST = 'https://host.test';
const request = (address: string, at = 0) => ({ address, at, by: 'fetch' });

it('sorts requests into those before and those since a capture was opened', () => {
  const [first, second, third] = [request('a', 1), request('b', 2), request('c', 3)];
  expect(sortRequests([third, first, second], 2)).toEqual({ before: [first], since: [second, third] });
  expect(sortRequests([second, first], undefined)).toEqual({ before: [first, second], since: [] });
});

it('says how many there were, and never that all were to the own host if one was not', () => {
  expect(countInWords([], HOST)).toBe('no request');
  expect(countInWords([request(`${HOST}/a`)], HOST)).toBe('1 request, to the page’s own host');
  expect(countInWords([request(`${HOST}/a`), request(HOST)], HOST)).toBe('2 requests, all to the page’s own host');
  expect(countInWords([request(`${HOST}/a`), request(`${HOST}.evil.test/a`)], HOST)).toBe(
    '2 requests, 1 of them to other hosts',
  );
});

it('writes addresses as they are seen from the page', () => {
  const page = `${HOST}/some/path/?capture=x#v=1`;
  expect(shortAddress(`${HOST}/some/path/assets/a.js`, page)).toBe('assets/a.js');
  expect(shortAddress(`${HOST}/some/path/`, page)).toBe('./');
  expect(shortAddress(`${HOST}/other/x`, page)).toBe('/other/x');
  expect(shortAddress('https://host.test.evil/x', page)).toBe('https://host.test.evil/x');
});

it('names what is kept, once each, and leaves out nothing', () => {
  expect(
    keptInWords(['flowloom:filters:flows', 'flowloom:filters:packets', 'flowloom:new', 'flowloom:code'], 1),
  ).toEqual(['where 1 recent capture lies, with name and size', 'your code', 'filters that you used', 'flowloom:new']);
  expect(keptInWords([], 0)).toEqual([]);
});
