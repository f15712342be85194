import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { KeyLog } from '../../src/core/decrypt/key-log.ts';
import type { StreamPart } from '../../src/core/model/stream.ts';
import { CaptureSession } from '../../src/core/session/capture-session.ts';
import { openRecorded } from '../core/decrypt/recorded.ts';
import { corpora, corpus, noCorpora } from '../corpora.ts';

if (corpora === undefined) console.info(noCorpora);

const open = async (path: string): Promise<CaptureSession | undefined> => {
  const file = corpus(`captures/ndpi/${path}`);
  if (file === undefined) return undefined;
  const { tables, source } = await openRecorded(new Uint8Array(await readFile(file)));
  return new CaptureSession(tables, source, undefined, new KeyLog());
};

async function part(session: CaptureSession | undefined, flow: number): Promise<StreamPart> {
  const reply = await session?.stream(flow, { part: 0 });
  if (reply?.ok !== true) throw new Error(JSON.stringify(reply));
  return reply.value;
}

const textOf = ({ bytes }: StreamPart): string => String.fromCharCode(...bytes);
const toldIn = ({ pieces }: StreamPart): readonly string[] =>
  pieces.flatMap((piece) => (piece.kind === 'told' ? [piece.words] : []));
const closedIn = ({ pieces }: StreamPart): number => pieces.filter(({ kind }) => kind === 'gap').length;

/** nDPI's captures of QUIC that have their secrets inside. */
describe.skipIf(corpora === undefined)('QUIC with the secrets of the capture', () => {
  it('gives question and answer of DNS over QUIC', async () => {
    const shown = await part(await open('doq.pcapng'), 0);
    expect(shown.decryption).toMatchObject({ protocol: 'QUIC', cipher: 'TLS_AES_128_GCM_SHA256', works: true });
    expect(textOf(shown).split('\u0007example\u0003com')).toHaveLength(3);
    expect(toldIn(shown).filter((words) => words.startsWith('stream 0'))).toHaveLength(2);
    expect(closedIn(shown)).toBe(0);
  });

  it('opens a draft of version 1, and version 2 with early data', async () => {
    const first = await part(await open('quic-33.pcapng'), 0);
    expect(first.decryption).toMatchObject({ protocol: 'QUIC', works: true });
    expect(toldIn(first).filter((words) => words === 'Finished')).toHaveLength(2);
    expect(closedIn(first)).toBe(0);
    const second = await part(await open('quic-v2.pcapng'), 0);
    expect(second.decryption).toMatchObject({ protocol: 'QUIC version 2', works: true });
    expect(textOf(second)).toContain('/index.html');
    expect(closedIn(second)).toBe(0);
    const early = toldIn(second);
    expect(early.indexOf('stream 0 (of the client, both ways)')).toBeLessThan(
      early.findIndex((words) => words.startsWith('Server Hello')),
    );
  });

  it('says of others that there are no keys, and finds their hellos', async () => {
    for (const name of ['quic-29.pcap', 'quic-34.pcap', 'quic_0RTT.pcap', 'quic_frags_different_dcid.pcapng']) {
      const session = await open(name);
      const { decryption } = await part(session, 0);
      expect([name, decryption?.works, decryption?.why]).toEqual([name, false, 'no-keys']);
      const info = await session?.keysInfo();
      expect(info?.ok === true && (info.value.connections?.found ?? 0) > 0).toBe(true);
    }
  });
});
