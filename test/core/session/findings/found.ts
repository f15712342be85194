import type { Reply } from '../../../../src/core/model/failure.ts';
import type { RuleFindings } from '../../../../src/core/model/findings.ts';
import { PAGE_DEFAULTS } from '../../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../../src/core/pipeline.ts';
import { CaptureSession } from '../../../../src/core/session/capture-session.ts';
import { CaptureTables } from '../../../../src/core/tables.ts';
import { byteStream } from '../../../bytes.ts';
import { packets, pcap } from '../../../fixtures/captures.ts';

/** The session of a capture file, read to its end. */
export async function sessionOf(bytes: Uint8Array): Promise<CaptureSession> {
  const tables = new CaptureTables(PAGE_DEFAULTS);
  const inflated: number[] = [];
  await new CaptureReading(tables).read(byteStream(bytes), 'test', bytes.length, {
    onInflated: (piece) => inflated.push(...piece),
  });
  tables.finish();
  const all = inflated.length > 0 ? Uint8Array.from(inflated) : bytes;
  return new CaptureSession(tables, { read: (at, length) => Promise.resolve(all.subarray(at, at + length)) });
}

/** What a standard rule, or one by its text, finds in a session. */
export async function run(session: CaptureSession, rule: string): Promise<Reply<RuleFindings>> {
  const entry = session.ruleEntries('').find(({ name }) => name === rule);
  return session.findings(entry?.text ?? rule);
}

/** The value of an answer. */
export function valueOf<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(JSON.stringify(reply.failure));
  return reply.value;
}

/** The sentences that a standard rule writes about packets given as text (test/fixtures/captures.ts). */
export async function sentences(rule: string, text: string): Promise<readonly string[]> {
  const session = await sessionOf(pcap(packets(text)));
  const { findings } = valueOf(await run(session, rule));
  return findings.map(({ sentence }) =>
    sentence
      .map((part) => part.text)
      .join('')
      .replaceAll('\u00a0', ' '),
  );
}
