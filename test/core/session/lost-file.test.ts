import { beforeEach, describe, expect, it } from 'vitest';
import type { MatchSet } from '../../../src/core/model/match.ts';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import { UnreadableBytes } from '../../../src/core/model/unreadable.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap } from '../../fixtures/captures.ts';
import { matchSetOf } from '../../../src/core/relational/match-set.ts';

const BYTES = pcap(
  packets(`
  0.000 10.0.0.1:5000 > 10.0.0.2:443 SYN
  0.010 10.0.0.2:443 > 10.0.0.1:5000 SYN+ACK
  0.020 10.0.0.1:5000 > 10.0.0.2:443 ACK`),
);
const MATCHES: MatchSet = matchSetOf({
  classes: [{ name: 'Handshake', completed: 1, incomplete: 0 }],
  matches: [{ flowClass: 0, complete: true, packets: [0, 1], fields: [] }],
  omitted: [0],
});
const LOST = { code: 'unreadable', detail: 'gone' };

/** A session whose file is gone since it was read. */
let session: CaptureSession;
beforeEach(async () => {
  const tables = new CaptureTables(PAGE_DEFAULTS);
  await new CaptureReading(tables).read(byteStream(BYTES), 'test', BYTES.length);
  tables.finish();
  session = new CaptureSession(tables, { read: () => Promise.reject(new UnreadableBytes('gone')) });
});

describe('a file that can no longer be read', () => {
  it('leaves all columns that are in memory, and says of the others why they are empty', async () => {
    const question = { table: 'packets', filter: 'length > 0', sort: { column: 'length', descending: true } };
    const reply = await session.rows(question, 0, 10, ['number', 'info', 'flags']);
    expect(reply).toMatchObject({ ok: true, value: { shown: 3, unread: { columns: ['info'], failure: LOST } } });
    if (reply.ok) expect(reply.value.cells[0]).toEqual([1, '', 'SYN']);
    expect(await session.rows(question, 0, 10, ['number'])).not.toHaveProperty('value.unread');
  });

  it('is no matter for flows, counts and explanations', async () => {
    expect(await session.rows({ table: 'flows', filter: 'tcp' }, 0, 10, ['src_ip'])).toMatchObject({ ok: true });
    expect(session.flow(0)).toMatchObject({ ok: true });
    expect(session.explain(0, 'bidirectional_bytes')).toMatchObject({ ok: true });
  });

  it('draws sequences without what their packets say', async () => {
    session.setMatches(MATCHES);
    const reply = await session.match(0);
    expect(reply).toMatchObject({
      ok: true,
      value: { events: [{ packet: 0, info: '' }, { packet: 1 }], unread: LOST },
    });
  });

  it('fails what needs bytes', async () => {
    await expect(session.rows({ table: 'packets', filter: 'pcap "tcp"' }, 0, 10, [])).rejects.toThrow(UnreadableBytes);
    await expect(session.packet(0)).rejects.toThrow(UnreadableBytes);
  });
});
