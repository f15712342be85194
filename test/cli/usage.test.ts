import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';
import { helpText } from '../../src/cli/help-text.ts';
import { OPTIONS } from '../../src/cli/options.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { workFolder } from './run.ts';

const folder = workFolder();

function refusal(line: string): string {
  try {
    readArguments(line.split(' ').filter((word) => word !== ''));
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error(`${line} was understood`);
}

describe('arguments', () => {
  it.each<[string, string]>([
    ['', 'A command is missing'],
    ['show a.pcap', 'There is no command “show”'],
    ['flows', 'flows needs a capture'],
    ['flows - -', 'only once'],
    ['flows a --nonsense', '--nonsense'],
    ['flows a --idle-timeout', '--idle-timeout'],
    ['flows a --idle-timeout soon', '--idle-timeout soon is not allowed: a whole number from 0'],
    ['flows a --idle-timeout=-1', '--idle-timeout -1 is not allowed'],
    ['flows a --active-timeout 1.5', '--active-timeout 1.5 is not allowed'],
    ['flows a --accounting-mode 4', '0, 1, 2 or 3 is'],
    ['flows a --time-resolution s', 'ms, us or ns is'],
    ['flows a --decode vxlan,nonsense', '--decode vxlan,nonsense is not allowed: any of qinq, vxlan'],
    ['flows a --features', '--features'],
    ['flows a --splt-analysis 65536', 'a whole number from 0 to 65535'],
    ['flows a --n-dissections 256', 'a whole number from 0 to 255'],
    ['flows a --max-nflows x', 'a whole number from 0 is'],
    ['flows a --format xml', 'csv, ndjson and parquet are allowed'],
    ['flows a --flows-per-file 5', 'needs --output with a name that contains “csv”'],
    ['flows a --flows-per-file 5 -o flows.txt', 'a name that contains “csv”'],
    ['flows a --bpf-filter tcp[', '--bpf-filter is not understood at character 5: a number was expected, not the end'],
    ['packets a --bpf-filter gateway', '“gateway” needs the addresses of a host’s name'],
    ['match a --bpf-filter vpi', '“vpi” belongs to ATM or SS7 captures'],
    ['info a --bpf-filter tcp', '--bpf-filter does not belong to info'],
    [
      'flows a --rotate-files x -o a.csv --flows-per-file 1',
      '--rotate-files x is not allowed: a whole number from 0 is',
    ],
    ['flows a --rotate-files 2', '--rotate-files needs --flows-per-file'],
    ['flows a --anonymize-key secret', '--anonymize-key needs --columns-to-anonymize'],
    ['flows a --columns-to-anonymize src_ip --anonymize-key=', 'of 0 bytes is not allowed: a text of 1 to 64 bytes'],
    [`flows a --columns-to-anonymize src_ip --anonymize-key ${'x'.repeat(65)}`, 'of 65 bytes is not allowed'],
    [`flows a --columns-to-anonymize src_ip --anonymize-key ${'ab'.repeat(65)}`, 'of 130 bytes is not allowed'],
    ['packets a --columns-to-anonymize src_ip', 'does not belong to packets, but to flows'],
    ['packets a --statistical-analysis', '--statistical-analysis does not belong to packets, but to flows'],
    ['match a b --code c.ts', 'one capture, or several with --each'],
    ['flows a b --each --merge', 'only one can be'],
    ['match a --code c.ts --merge', '--merge does not belong to match, but to flows, packets'],
    ['match a', 'match needs --code'],
  ])('%s', (line, message) => expect(refusal(line)).toContain(message));

  it('starts from NFStream’s defaults', () => {
    expect(readArguments(['flows', 'a'])).toMatchObject({
      command: 'flows',
      captures: ['a'],
      format: undefined,
      each: false,
      flowsPerFile: 0,
      rotateFiles: 0,
      anonymisation: { columns: [], key: undefined },
      parameters: {
        decodeTunnels: true,
        idleTimeout: 120,
        activeTimeout: 1800,
        accountingMode: 0,
        statisticalAnalysis: false,
        spltAnalysis: 0,
      },
    });
  });

  it('takes a key as text, or as hexadecimal digits of 16 bytes and more', () => {
    const read = (key: string): unknown => {
      const args = readArguments(['flows', 'a', '--columns-to-anonymize', 'src_ip, dst_ip,', '--anonymize-key', key]);
      return args.command === 'flows' ? { ...args.anonymisation, key: [...(args.anonymisation.key ?? [])] } : args;
    };
    const columns = ['src_ip', 'dst_ip'];
    expect(read('é')).toEqual({ columns, key: [0xc3, 0xa9] });
    expect(read('cafe')).toEqual({ columns, key: [0x63, 0x61, 0x66, 0x65] });
    expect(read('0f'.repeat(16))).toEqual({ columns, key: new Array(16).fill(0x0f) });
    expect(read('F0'.repeat(64))).toEqual({ columns, key: new Array(64).fill(0xf0) });
  });

  it('takes NFStream’s ranges to their ends', () => {
    const line = 'flows a --splt-analysis 65535 --n-dissections 255 --accounting-mode 3 --idle-timeout 0';
    expect(readArguments(line.split(' '))).toMatchObject({
      parameters: { spltAnalysis: 65_535, accountingMode: 3, idleTimeout: 0 },
    });
  });
});

describe('flowloom', () => {
  it('helps, with every command and option', async () => {
    const { status, out } = await folder.run(['--help']);
    expect(status).toBe(0);
    for (const word of ['info', 'flows', 'packets', 'match', '--splt-analysis', '--code', '--each', 'Exit status'])
      expect(out).toContain(word);
  });

  it('helps in lines that fit a terminal', () => {
    const lines = helpText(undefined).split('\n');
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    for (const { name } of OPTIONS) expect(lines.filter((line) => line.includes(` --${name} `))).not.toEqual([]);
  });

  it('helps with one command by its own options', () => {
    const help = helpText('info');
    expect(help).toContain('--format');
    expect(help).not.toContain('--splt-analysis');
    expect(help).not.toContain('Relational flows:');
  });

  it('tells its version', async () => {
    expect((await folder.run(['--version'])).out).toMatch(/^flowloom \d+\.\d+\.\d+\n$/);
  });

  it('ends with 1 after wrong usage, saying what is allowed', async () => {
    const { status, out, err } = await folder.run(['flows', 'a.pcap', '--splt-analysis', '70000']);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toBe(
      "flowloom: --splt-analysis 70000 is not allowed: a whole number from 0 to 65535 is.\nTry 'flowloom --help'.\n",
    );
  });

  it('ends with 1 if the output cannot be written', async () => {
    folder.write('empty-name', '');
    const { status, err } = await folder.run(['info', 'empty-name', '-o', 'no-such-folder/x']);
    expect(status).toBe(1);
    expect(err).toContain('cannot write: ENOENT');
  });
});
