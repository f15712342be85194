import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../src/core/model/failure.ts';
import type { ProblemCode } from '../../../src/core/model/problem.ts';
import { failureFacts, failureMessage, problemMessage } from '../../../src/ui/words/messages.ts';

const FAILURES: readonly FailureCode[] = [
  'not-a-capture',
  'empty-file',
  'unsupported-format',
  'broken-header',
  'broken-compression',
  'unreadable',
  'bad-question',
  'bad-address',
  'code-syntax',
  'code-threw',
  'code-timeout',
  'code-forged',
  'stopped',
  'worker-died',
  'bug',
];
const PROBLEMS: readonly ProblemCode[] = [
  'cut-record',
  'absurd-length',
  'bad-block',
  'bad-packet',
  'unknown-interface',
  'unknown-link-type',
  'broken-compression',
  'unreadable',
  'captured-over-wire',
];

const SENTENCE = /^[A-Z0-9].*[.)]$|\d$|pcapng$/s;

describe('what the page says', () => {
  it('of each failure is a sentence of its own, with advice', () => {
    const messages = FAILURES.map((code) => failureMessage({ code }));
    for (const { sentence, advice } of messages) {
      expect(sentence).toMatch(SENTENCE);
      expect(advice).toMatch(SENTENCE);
    }
    expect(new Set(messages.map(({ sentence }) => sentence)).size).toBe(FAILURES.length);
  });

  it('names a marked line only where one is', () => {
    for (const code of ['code-threw', 'code-syntax'] as const) {
      expect(failureMessage({ code, line: 3 }).advice).toContain('marked');
      expect(failureMessage({ code }).advice).not.toContain('marked');
    }
  });

  it('of each problem is a sentence of its own, with its facts', () => {
    const messages = PROBLEMS.map((code) => problemMessage({ code, file: 0, offset: 1, packet: 1, facts: [111, 222] }));
    for (const { sentence, advice } of messages) expect(sentence + advice).not.toContain('undefined');
    expect(new Set(messages.map(({ sentence }) => sentence)).size).toBe(PROBLEMS.length);
    expect(messages[0]?.sentence).toBe('The file ends inside a record: 111 bytes were announced, 222 are there.');
  });

  it('names a format that is known but not read, and how to get at it', () => {
    const message = failureMessage({ code: 'unsupported-format', detail: 'zstd compression' });
    expect(message.sentence).toContain('zstd compression');
    expect(message.advice).toContain('Unpack it first.');
  });

  it('tells where it happened', () => {
    expect(failureFacts({ code: 'broken-header', offset: 20, detail: '20 of 24 bytes' })).toEqual([
      'At byte 20 (0x14).',
      'Header: 20 of 24 bytes',
    ]);
    expect(failureFacts({ code: 'code-threw', line: 3, column: 7, detail: 'boom' })).toEqual([
      'Line 3, column 7.',
      'boom',
    ]);
  });
});
