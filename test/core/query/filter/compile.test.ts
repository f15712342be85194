import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFilter } from '../../../../src/core/query/filter/compile.ts';
import { selectRows } from '../../../../src/core/query/select-rows.ts';
import { numbers, sixFlows, table, texts } from '../tables.ts';

function kept(filter: string, rows = sixFlows()): number[] {
  const predicate = compileFilter(filter, rows);
  if (!predicate.ok) throw new Error(`${filter}: ${predicate.failure.detail} (${predicate.failure.offset})`);
  return [...selectRows(predicate.value, rows.length)];
}

function failure(filter: string): string {
  const predicate = compileFilter(filter, sixFlows());
  if (predicate.ok) throw new Error(`${filter} was understood`);
  expect(predicate.failure.code).toBe('bad-question');
  return `${predicate.failure.offset}: ${predicate.failure.detail}`;
}

describe('filter: comparisons', () => {
  it.each<[string, number[]]>([
    ['', [0, 1, 2, 3, 4, 5]],
    ['  ', [0, 1, 2, 3, 4, 5]],
    ['src_port = 443', [1]],
    ['src_port == 443', [1]],
    ['SRC_PORT = 0x50', [4]],
    ['src_port != 443', [0, 2, 3, 4, 5]],
    ['src_port<53', [5]],
    ['src_port <= 53', [2, 5]],
    ['src_port>=5_000', [0, 3]],
    ['src_port in {443, 53}', [1, 2]],
    ['port = 443', [0, 1]],
    ['port in {443,53}', [0, 1, 2]],
    ['port != 443', [2, 3, 4, 5]],
    ['src_port ~ "^5"', [0, 2, 3]],
    ['mean > -5', [1, 2, 3, 4, 5]],
    ['mean = -1', [4]],
    ['mean = 1.5', [1]],
    ['mean = 15e-1', [1]],
    ['protocol = TCP', [0, 1, 4]],
    ['protocol = 6', [0, 1, 4]],
    ['protocol in {udp}', [2, 3]],
    ['protocol_name != tcp', [2, 3, 5]],
    ['protocol_name = ""', [5]],
    ['protocol_name >= u', [2, 3]],
    ['flags contains syn', [0, 1]],
    ['flags contains ACK and not flags contains SYN', [3]],
    ['flags ~ "^(syn|fin)$"', [0, 4]],
    ['flags ~ "\\bACK"', [1, 3]],
    ['flags contains "say"', []],
    ["flags contains 'said \"go'", [5]],
    ['flags contains "\\"go\\\\"', [5]],
    ['splt_ps contains 3', [3]],
    ['splt_ps in {3, 4}', [3, 4]],
    ['splt_ps contains 1.46kB', [0, 1, 2, 3, 4, 5]],
  ])('%s', (filter, rows) => expect(kept(filter)).toEqual(rows));
});

describe('filter: columns against columns', () => {
  it.each<[string, number[]]>([
    ['src_port = dst_port', [2, 3, 5]],
    ['src_port > dst_port', [0]],
    ['src_port != dst_port', [0, 1, 4]],
    ['dst_port >= 2*src_port', [1, 4, 5]],
    ['dst_port > 10*src_port', [1, 4]],
    ['dst_port < 0.5*src_port', [0]],
    ['src_ip = dst_ip', []],
    ['src_ip != dst_ip and udp', [2, 3]],
    ['src_ip = "dst_ip"', []],
  ])('%s', (filter, rows) => expect(kept(filter)).toEqual(rows));

  it('are of one unit, and compared by signs', () => {
    expect(failure('bytes > duration')).toBe(
      '8: bidirectional_bytes and bidirectional_duration_ms count different things.',
    );
    expect(failure('src_port ~ dst_port')).toBe('11: “~” does not compare columns.');
    expect(failure('duration > first_seen')).toContain('count different things');
  });
});

describe('filter: units', () => {
  it.each<[string, number[]]>([
    ['bytes >= 2kB', [1, 3, 4]],
    ['bytes = 2KiB', [4]],
    ['bytes = 1024B', [2]],
    ['bytes >= 5MB', [3]],
    ['bytes > 4.5M', [3]],
    ['bidirectional_bytes = 2k', [1]],
    ['duration > 1s', [1, 4]],
    ['duration = 1h', [4]],
    ['duration = 60min', [4]],
    ['duration = 2000us', [3]],
    ['duration = 20', [2]],
    ['time >= 1', [2, 3, 4]],
    ['time = 500ms', [1]],
    ['time = 1001ns', [5]],
    ['time = 1.001us', [5]],
    ['first_seen >= 2024-01-05', [4, 5]],
    ['first_seen = 2024-01-02T00:00:00', [1]],
    ['first_seen = "2024-01-02 01:00+01:00"', [1]],
    [`first_seen = ${Date.UTC(2024, 0, 3)}`, [2]],
  ])('%s', (filter, rows) => expect(kept(filter)).toEqual(rows));
});

describe('filter: addresses', () => {
  it.each<[string, number[]]>([
    ['src_ip = 10.0.0.1', [0]],
    ['src = 10.0.0.1', [0]],
    ['ip = 10.0.0.1', [0, 2]],
    ['ip != 10.0.0.1', [1, 3, 4, 5]],
    ['src_ip = 10.0.0.0/8', [0, 1, 4]],
    ['src_ip = 10.0.0.0/28', [0, 4]],
    ['src_ip = 10.0.0.0/30', [0]],
    ['src_ip != 10.0.0.0/8', [2, 3, 5]],
    ['ip in {8.8.8.0/24, 1.1.1.1}', [1, 4]],
    ['src_ip = FE80:0:0::0001', [3]],
    ['src_ip = fe80::/10', [3]],
    ['src_ip = ::/0', [3]],
    ['src_ip = 0.0.0.0/0', [0, 1, 2, 4]],
    ['src_ip < 10.1.0.0', [0, 4]],
    ['src_ip = 00-1B-21-AA-BB-CC', [5]],
    ['src_ip contains 0.0.1', [0, 4]],
    ['10.0.0.0/8', [0, 1, 2, 4]],
  ])('%s', (filter, rows) => expect(kept(filter)).toEqual(rows));
});

describe('filter: words and logic', () => {
  it.each<[string, number[]]>([
    ['udp', [2, 3]],
    ['192.168', [2]],
    ['443', [0, 1]],
    ['"443"', []],
    ['tcp 443', [0, 1]],
    ['tcp and 443 and syn', [0, 1]],
    ['udp or 443 fin', [2, 3]],
    ['(udp or 443) not mean > 2', [0, 1, 2]],
    ['!tcp && !udp', [5]],
    ['tcp || src_port = 53', [0, 1, 2, 4]],
    ['not not udp', [2, 3]],
    ['not (udp or tcp)', [5]],
    ['"syn ack"', [1]],
  ])('%s', (filter, rows) => expect(kept(filter)).toEqual(rows));
});

describe('filter: errors', () => {
  it.each<[string, string]>([
    ['src_prt = 1', '0: There is no field “src_prt”. Did you mean src_port'],
    ['tcp.srcport == 1', '0: There is no field “tcp.srcport”. Did you mean src_port'],
    ['info contains SYN', '0: Info is read from the bytes'],
    ['udp and bytez > 1', '8: There is no field “bytez”.'],
    ['src_port > many', '11: “many” is no number, and src_port is counted without a unit.'],
    ['src_port > 2ms', '11: “ms” does not fit src_port'],
    ['bytes > 2parsec', '8: “parsec” is no unit'],
    ['bytes contains 2', '15: bidirectional_bytes is a number'],
    ['splt_ps = 2', '10: splt_ps is a list'],
    ['first_seen > yesterday', '13: “yesterday” is no time'],
    ['src_ip > x', '9: “x” is no address.'],
    ['flags ~ "("', '8: Invalid regular expression'],
    ['flags ~ "^a(?=b)"', '11: Looking ahead or behind (“(?=”, “(?<!”) is not supported'],
    ['flags ~ "\\"(?<!a)b"', '11: Looking ahead or behind'],
    ['flags ~ "(a)x\\1"', '13: A back reference (“\\1”) is not supported'],
    ['flags ~ "a{2000}"', '8: This pattern is not supported: invalid repeat count'],
    ['flags contains "a', '15: The text that begins here has no closing ".'],
    ['(udp', '0: This bracket is not closed.'],
    ['udp)', '3: “)” stands where the end'],
    ['udp and', '7: Something is missing at the end'],
    ['src_port =', '10: Something is missing at the end: a value after “=”.'],
    ['= 5', '0: “=” stands where a field'],
    ['"src_port" = 5', '0: A quoted text cannot be a field'],
    ['src_port in 5', '12: “5” stands where “{”'],
    ['src_port in {5 6}', '15: “6” stands where “,” or “}”'],
    ['a & b', '2: “&” means nothing here'],
  ])('%s', (filter, message) => expect(failure(filter)).toContain(message));

  it('loses no nanosecond of a time that is many days from the first packet', () => {
    const far = Number.MAX_SAFE_INTEGER;
    const rows = table(3, numbers('time', 'relative-ns', [far - 2, far - 1, far], 's'));
    expect(kept(`time = ${far}ns`, rows)).toEqual([2]);
  });

  it('refuses what would exhaust the stack', () => {
    expect(failure('('.repeat(100_000))).toContain('More than 200');
    expect(failure(`${'!'.repeat(100_000)}a`)).toContain('More than 200');
    expect(kept('udp '.repeat(20_000))).toEqual([2, 3]);
  });

  it('answers every text, with an offset inside it', () => {
    const pieces = fc.constantFrom(
      '(',
      ')',
      'and',
      'or',
      'not',
      '!',
      '=',
      '~',
      'in',
      '{',
      '}',
      ',',
      '"',
      'port',
      '5',
      '10.0.0.0/8',
      '2ms',
      'contains',
      '\\',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((list) => list.join(' ')),
        ),
        (text) => {
          const reply = compileFilter(text, sixFlows());
          if (reply.ok) selectRows(reply.value, 6);
          else expect(reply.failure.offset).toSatisfy((at: number) => at >= 0 && at <= text.length);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('filter: growing tables', () => {
  it('asks for each text once and learns new ones', () => {
    const words = ['tcp', 'udp', 'tcp', 'udp'];
    const names = texts('name', words);
    const predicate = compileFilter('name = tcp', table(4, names));
    if (!predicate.ok) throw new Error('not compiled');
    expect([...selectRows(predicate.value, 4)]).toEqual([0, 2]);
    expect(names.asked).toEqual([0, 1]);
    const dictionary: string[] = [];
    const grown = compileFilter(
      'x',
      table(0, { ...names, code: (row) => row, size: () => dictionary.length, text: (code) => dictionary[code] }),
    );
    if (!grown.ok) throw new Error('not compiled');
    for (let row = 0; row < 100; row++) dictionary.push(row % 3 === 0 ? 'xyz' : 'abc');
    expect(selectRows(grown.value, 100)).toHaveLength(34);
  });

  it('keeps the order of candidates', () => {
    const predicate = compileFilter('n > 1', table(4, numbers('n', 'integer', [0, 1, 2, 3])));
    if (!predicate.ok) throw new Error('not compiled');
    expect([...selectRows(predicate.value, 4, Int32Array.of(3, 0, 2))]).toEqual([3, 2]);
  });
});
