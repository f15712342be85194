import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLog, type OpenLog } from '../../../src/core/lines/read-log.ts';
import { LineStore } from '../../../src/core/lines/line-store.ts';
import { LINE_BYTES } from '../../../src/core/model/line-event.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap } from '../../fixtures/captures.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function open(bytes: Uint8Array, most?: number): Promise<OpenLog> {
  const reply = await readLog(byteStream(bytes), 'a.log', undefined, most);
  if (!reply.ok) throw new Error(reply.failure.code);
  return reply.value;
}

const linesOf = ({ lines }: OpenLog): string[] => Array.from({ length: lines.length }, (_, line) => lines.text(line));

describe('a log', () => {
  it('is cut into lines, with the times at their starts', async () => {
    const log = await open(
      bytesOf('boot\n2024-01-05T12:00:01Z a\r\n  at x\n2024-01-05T12:00:03.5Z b\n\n2024-01-05T12:00:02Z ü'),
    );
    expect(linesOf(log)).toEqual([
      'boot',
      '2024-01-05T12:00:01Z a',
      '  at x',
      '2024-01-05T12:00:03.5Z b',
      '',
      '2024-01-05T12:00:02Z ü',
    ]);
    expect([...log.lines.timeNs]).toEqual([0, 0, 0, 2.5e9, 2.5e9, 1e9]);
    expect(log.lines.stamp(1)).toBe('2024-01-05T12:00:01Z');
    expect(log.lines.stamp(2)).toBeUndefined();
    expect(log.summary).toMatchObject({ lines: 6, longLines: 0, cutOff: undefined });
    expect(log.summary.times).toEqual({
      format: 'ISO 8601',
      scale: 'utc',
      epochNs: BigInt(Date.UTC(2024, 0, 5, 12, 0, 1)) * 1_000_000n,
      lines: 3,
      backwards: 1,
    });
  });

  it('has the numbers of its lines for times if it has none', async () => {
    const log = await open(bytesOf('a\nb\nc\n'));
    expect(log.summary.times).toBeUndefined();
    expect([...log.lines.timeNs]).toEqual([1e9, 2e9, 3e9]);
  });

  it('is inflated, and read by the mark of its encoding', async () => {
    expect(linesOf(await open(new Uint8Array(gzipSync('a\nb\n'))))).toEqual(['a', 'b']);
    expect(linesOf(await open(new Uint8Array(Buffer.from('\ufeffa\r\nü\n', 'utf16le'))))).toEqual(['a', 'ü']);
    expect(linesOf(await open(bytesOf('\ufeffa\n')))).toEqual(['a']);
    const cut = await open(new Uint8Array(gzipSync('abc\n'.repeat(50_000)).subarray(0, 200)));
    expect(cut.summary.cutOff).toBe('damaged');
  });

  it('tells what of it is not kept', async () => {
    expect((await open(bytesOf('ab\ncd\n'), 4)).summary).toMatchObject({ lines: 2, bytes: 4, cutOff: 'bytes' });
    const store = await LineStore.of(bytesOf('a\nb\nc\n'), undefined, 2);
    expect({ length: store.length, cut: store.isCutOff }).toEqual({ length: 2, cut: true });
    const long = await open(bytesOf(`${'x'.repeat(LINE_BYTES + 1)}\ny\n`));
    expect(long.summary.longLines).toBe(1);
    expect(long.lines.text(0)).toHaveLength(LINE_BYTES);
  });

  it.each<[what: string, bytes: Uint8Array, code: string, detail: string | undefined]>([
    ['nothing', new Uint8Array(0), 'empty-file', undefined],
    ['a capture', pcap(packets('0.0 10.0.0.1:1 > 10.0.0.2:2 SYN')), 'not-text', 'it is a capture'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13), 'not-text', undefined],
    ['a broken gzip', Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 255, 255), 'broken-compression', undefined],
  ])('is not %s', async (_, bytes, code, detail) => {
    const reply = await readLog(byteStream(bytes), 'a.log');
    expect(reply.ok ? 'read' : reply.failure.code).toBe(code);
    if (detail !== undefined) expect(reply.ok ? '' : reply.failure.detail).toBe(detail);
  });

  it('has the lines that any text has', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.stringMatching(/^[^\n\r]*$/)), fc.boolean(), async (lines, ends) => {
        const store = await LineStore.of(bytesOf(lines.join('\n') + (ends ? '\n' : '')));
        const expected = ends ? (lines.length === 0 ? [''] : lines) : lines.at(-1) === '' ? lines.slice(0, -1) : lines;
        const known = Array.from({ length: store.length }, (_, line) => store.text(line));
        expect(known).toEqual(expected.map((line) => Buffer.from(line).toString('utf8')));
        expect(store.timeNs).toHaveLength(store.length);
      }),
    );
  });

  it('is read or refused, whatever its bytes are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const reply = await readLog(byteStream(bytes), 'a.log');
        if (reply.ok) expect(linesOf(reply.value).length).toBe(reply.value.summary.lines);
      }),
    );
  });
});
