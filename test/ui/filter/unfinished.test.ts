import { describe, expect, it } from 'vitest';
import type { FilterAdvice } from '../../../src/core/model/filter-advice.ts';
import { adviseFilter } from '../../../src/core/session/advise-filter.ts';
import { isAtEnd, isUnfinished } from '../../../src/ui/filter/unfinished.ts';
import { numbers, table, texts } from '../../core/query/tables.ts';

const rows = table(
  2,
  texts('src', ['10.0.0.1', '10.0.0.12'], 'address'),
  texts('dst', ['10.0.0.2', '10.0.0.1'], 'address'),
  texts('protocol', ['TCP', 'UDP']),
  numbers('length', 'bytes', [60, 1500], 'B'),
);

const advice = (filter: string): FilterAdvice => adviseFilter(filter, filter.length, rows, undefined, undefined);

describe('a filter that is being written', () => {
  it.each([
    'len',
    'tcp and len',
    'tcp and length',
    'tcp and length ',
    'tcp an',
    'no',
    'protocol cont',
    'protocol = T',
    'src',
  ])('“%s” may go on', (filter) => expect(isUnfinished(advice(filter), filter)).toBe(true));

  it.each(['tcp', 'udp ', 'quay.png', 'length > 6', 'protocol = TCP', 'src = 10.0.0.1', 'tcp and length > 60', '443'])(
    '“%s” is whole',
    (filter) => expect(isUnfinished(advice(filter), filter)).toBe(false),
  );

  it('waits for nothing that is not known', () => expect(isUnfinished(undefined, 'len')).toBe(false));
});

describe('a fault', () => {
  it('may be mended by the next letter if it is about the last word or what comes behind', () => {
    expect(isAtEnd({ offset: 8 }, 'tcp and ')).toBe(true);
    expect(isAtEnd({ offset: 8 }, 'tcp and nonsuch')).toBe(true);
    expect(isAtEnd({ offset: 7 }, 'info = "GET /ind')).toBe(true);
    expect(isAtEnd({}, 'tcp')).toBe(true);
  });

  it('stays if something was written behind it', () => {
    expect(isAtEnd({ offset: 0 }, 'nonsuch = 3')).toBe(false);
  });
});
