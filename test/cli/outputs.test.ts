import { spawn } from 'node:child_process';
import { existsSync, linkSync, lstatSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clock, described, END, option, packetBlock, section } from '../fixtures/hostile.ts';
import { capture } from './capture-text.ts';
import { workFolder } from './run.ts';

const folder = workFolder();
folder.write('good.pcap', capture('0.0 10.0.0.1:5000 > 10.0.0.2:443 SYN'));
folder.write('far.pcapng', Buffer.concat([section(), described(), packetBlock((1n << 64n) - 1n)]));
folder.write('late.pcapng', Buffer.concat([section(), described(clock(6, (1n << 63n) - 1n)), packetBlock(1n)]));
folder.write('early.pcapng', Buffer.concat([section(), described(clock(6, -(1n << 63n))), packetBlock(1n)]));
const FORGED = 'eth\u001b[31m0\nflowloom: forged\u0007\u009b1m\u202etxt.exe\u2066';
const forged = Buffer.concat([option(1, FORGED), option(2, FORGED), option(3, FORGED), option(4, FORGED), END]);
folder.write(
  'forged.pcapng',
  Buffer.concat([section(forged), described(forged), packetBlock(1n, Buffer.concat([option(1, FORGED), END]))]),
);

const at = (name: string): string => join(folder.cwd, name);
const parts = (): readonly string[] => readdirSync(folder.cwd).filter((name) => name.endsWith('.part'));

describe('an output', () => {
  it('stays as it was if no capture can be read', async () => {
    folder.write('result.csv', 'results of yesterday\n');
    const { status } = await folder.run(['flows', 'nosuch.pcap', '-o', 'result.csv']);
    expect([status, folder.read('result.csv').toString(), parts()]).toEqual([2, 'results of yesterday\n', []]);
  });

  it('has what could be read if one of several cannot', async () => {
    const { status } = await folder.run(['flows', 'nosuch.pcap', 'good.pcap', '-o', 'some.csv']);
    expect([status, folder.read('some.csv').toString().split('\n').length, parts()]).toEqual([2, 3, []]);
  });

  it('is not one of the captures or the code, by whatever name', async () => {
    const before = folder.read('good.pcap');
    linkSync(at('good.pcap'), at('hard'));
    symlinkSync('good.pcap', at('soft'));
    folder.write('code.ts', 'export {};');
    const runs = await Promise.all([
      folder.run(['flows', 'good.pcap', '-o', 'hard']),
      folder.run(['packets', 'soft', '--format', 'pcapng', '-o', 'good.pcap']),
      folder.run(['match', 'good.pcap', '--code', 'code.ts', '-o', 'code.ts']),
    ]);
    for (const { status, err } of runs) {
      expect(status).toBe(1);
      expect(err).toContain('is the same file as');
    }
    expect(folder.read('good.pcap').equals(before)).toBe(true);
    expect(folder.read('code.ts').toString()).toBe('export {};');
  });

  it('behind a symbolic link is written where the link leads', async () => {
    folder.write('target.csv', 'old');
    symlinkSync('target.csv', at('link.csv'));
    expect((await folder.run(['flows', 'good.pcap', '-o', 'link.csv'])).status).toBe(0);
    expect(lstatSync(at('link.csv')).isSymbolicLink()).toBe(true);
    expect(folder.read('target.csv').toString()).toContain('10.0.0.1');
  });

  it('stays as it was if the tool is interrupted, and leaves nothing beside it', async () => {
    folder.write('kept.csv', 'old');
    const child = spawn(process.execPath, [...folder.tool, 'flows', '-', '-o', 'kept.csv'], { cwd: folder.cwd });
    child.stdin.on('error', () => undefined);
    child.stdin.write(folder.read('good.pcap'));
    while (parts().length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    // Some time to read what was written.
    await new Promise((resolve) => setTimeout(resolve, 200));
    const ended = new Promise((resolve) => child.on('close', resolve));
    child.kill('SIGINT');
    expect([await ended, folder.read('kept.csv').toString(), parts()]).toEqual([130, 'old', []]);
  });
});

describe('standard output', () => {
  /** Runs a command line of the shell, in which `$0` runs the tool. */
  function shell(line: string): Promise<{ readonly status: number | null; readonly err: string }> {
    const tool = `${process.execPath} ${folder.tool.join(' ')}`;
    const child = spawn('sh', ['-c', line.replaceAll('$0', tool)], { cwd: folder.cwd });
    let err = '';
    child.stderr.on('data', (piece: Buffer) => void (err += piece.toString()));
    return new Promise((resolve) => child.on('close', (status) => resolve({ status, err })));
  }

  it.runIf(existsSync('/dev/full'))('that is full is told in a sentence', async () => {
    const { status, err } = await shell('$0 --help > /dev/full');
    expect(status).toBe(1);
    expect(err).toMatch(/^flowloom: cannot write: ENOSPC[^\n]*\n$/);
  });

  it.runIf(existsSync('/proc/self/fdinfo'))('that is closed is told, that of nobody is not', async () => {
    expect(await shell('$0 info good.pcap >&-')).toEqual({
      status: 1,
      err: 'flowloom: cannot write: standard output is closed\n',
    });
    expect(await shell('$0 info good.pcap > /dev/null')).toEqual({ status: 0, err: '' });
  });
});

describe('times that no calendar holds', () => {
  it('are written as numbers, and do not end a list of captures', async () => {
    const { status, out } = await folder.run(['info', 'far.pcapng', 'late.pcapng', 'early.pcapng', 'good.pcap']);
    expect(status).toBe(0);
    expect(out).toContain('not a calendar time: 18446744073709.551615 s since 1970');
    expect(out).toContain('not a calendar time: 9223372036854775807.000001 s since 1970');
    expect(out).toContain('not a calendar time: -9223372036854775807.999999 s since 1970');
    expect(out).toContain('good.pcap');
  });

  it('are refused as pcapng with the true reason', async () => {
    const late = await folder.run(['packets', 'late.pcapng', '--format', 'pcapng', '-o', 'x.pcapng']);
    const early = await folder.run(['packets', 'early.pcapng', '--format', 'pcapng', '-o', 'y.pcapng']);
    expect([late.status, late.err]).toEqual([1, expect.stringContaining('and a packet is later')]);
    expect([early.status, early.err]).toEqual([1, expect.stringContaining('and a packet is older')]);
  });
});

it('no text of a capture or a file name commands a terminal, ends a line or turns one', async () => {
  const name = 'nosuch\u001b[31m\u202e\nflowloom: forged.pcap';
  const { out, err } = await folder.run(['info', 'forged.pcapng', name]);
  const commanding = /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;
  expect(commanding.test(out)).toBe(false);
  expect(commanding.test(err)).toBe(false);
  expect(`${out}\n${err}`).not.toMatch(/^flowloom: forged/m);
  expect(out).toContain('Interface 0   eth·[31m0·flowloom: forged··1m·txt.exe·');
});
