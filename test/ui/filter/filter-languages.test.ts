import { expect, it } from 'vitest';
import { fromFilter, pcapText, placeInText, toFilter } from '../../../src/ui/filter/filter-languages.ts';

it('takes a pcap-filter in quotes, and out of them', () => {
  expect(toFilter('pcap', ' ip proto \\tcp ')).toBe('pcap "ip proto \\tcp"');
  expect(pcapText('PCAP "ip proto \\tcp"')).toBe('ip proto \\tcp');
  expect(toFilter('pcap', '  ')).toBe('');
  expect(fromFilter('pcap', '')).toBe('');
});

it('tells which filters a language cannot say', () => {
  expect(fromFilter('pcap', 'pcap "tcp" and length > 5')).toBeUndefined();
  expect(fromFilter('pcap', 'tcp')).toBeUndefined();
  expect(fromFilter('flowloom', 'pcap "tcp"')).toBe('pcap "tcp"');
});

it('finds the place of a fault in the text on screen', () => {
  expect(placeInText('pcap', 'tcp port x', 6 + 9)).toBe(9);
  expect(placeInText('flowloom', 'length >', 8)).toBe(8);
});
