import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answered } from '../../../../src/core/model/failure.ts';
import type { ByteTests } from '../../../../src/core/query/filter/byte-tests.ts';
import { completeFilter } from '../../../../src/core/query/filter/complete.ts';
import { sixFlows } from '../tables.ts';

/** A table whose packets' bytes can be read, but that has no decoded fields. */
const BYTES: ByteTests = { pcap: () => answered(() => true), fields: () => [], known: [] };

/** Completions at the bar in a text. */
function complete(marked: string) {
  const caret = marked.indexOf('|');
  const { from, to, completions } = completeFilter(marked.replace('|', ''), caret, sixFlows(), BYTES);
  return { from, to, texts: completions.map(({ text }) => text) };
}

describe('completion of filters', () => {
  it('offers fields where a term begins, those that begin with what is typed first', () => {
    expect(complete('|').texts).toContain('src_ip');
    expect(complete('src|').texts).toEqual(['src_ip', 'src_port']);
    expect(complete('udp and (po|').texts).toEqual(['port', 'src_port', 'dst_port']);
    expect(complete('por|t = 5')).toMatchObject({ from: 0, to: 4 });
    expect(complete('pc|').texts).toEqual(['pcap']);
    expect(completeFilter('pc', 2, sixFlows()).completions).toEqual([]);
  });

  it('offers the operators of a field', () => {
    expect(complete('flags |').texts.slice(0, 3)).toEqual(['=', '!=', 'contains']);
    expect(complete('splt_ps |').texts.slice(0, 2)).toEqual(['contains', 'in']);
    expect(complete('src_ip c|').texts).toEqual(['contains']);
    expect(complete('udp |').texts).toEqual(['and', 'or']);
  });

  it('offers values of the capture, in quotes where they need them', () => {
    expect(complete('protocol_name = |').texts).toEqual(['TCP', 'UDP']);
    expect(complete('protocol = u|')).toEqual({ from: 11, to: 12, texts: ['UDP'] });
    expect(complete('flags = syn|').texts).toEqual(['SYN', '"SYN ACK"']);
    expect(complete('flags = "SYN |').texts).toEqual(['"SYN ACK"']);
    expect(complete('flags = "he|"')).toEqual({ from: 8, to: 12, texts: [String.raw`"he said \"go\\\""`] });
    expect(complete('ip in {10.0.0.1, 8|').texts).toEqual(['8.8.8.8', '192.168.0.7', 'fe80::1']);
    expect(complete('src_port = 4|').texts).toEqual([]);
    expect(complete('protocol in |').texts).toEqual(['{']);
  });

  it('answers everywhere, within the text', () => {
    const pieces = fc.constantFrom(
      'src_ip',
      '=',
      'in',
      '{',
      '}',
      ',',
      '"',
      '(',
      ')',
      'and',
      'not',
      '5',
      'pcap',
      '~',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(pieces), fc.nat(60), (list, place) => {
        const text = list.join(' ');
        const caret = Math.min(place, text.length);
        const { from, to } = completeFilter(text, caret, sixFlows(), BYTES);
        expect(from).toBeLessThanOrEqual(caret);
        expect(to).toBeGreaterThanOrEqual(caret);
        expect(to).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
