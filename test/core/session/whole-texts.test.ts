import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';

const file = readFileSync(new URL('../../../public/samples/web-page.pcap', import.meta.url));
const tables = new CaptureTables(PAGE_DEFAULTS);
await new CaptureReading(tables).read(byteStream(file), 'web-page.pcap', file.length);
tables.finish();
let bytesRead = 0;
const session = new CaptureSession(tables, {
  read: (offset, length) => {
    bytesRead += length;
    return Promise.resolve(file.subarray(offset, offset + length));
  },
});

async function kept(table: string, filter: string, words?: readonly string[]): Promise<readonly number[] | string> {
  const reply = await session.rows({ table, filter, ...(words && { words }) }, 0, 1000, []);
  return reply.ok ? [...reply.value.rows] : (reply.failure.detail ?? reply.failure.code);
}

/** Packets whose bytes have a text, by Node's own search. */
function having(text: string): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < tables.packets.length; row++) {
    const from = tables.packets.offset(row);
    const bytes = file.subarray(from, from + tables.packets.capturedLength(row));
    if (bytes.toString('latin1').toLowerCase().includes(text.toLowerCase())) rows.push(row);
  }
  return rows;
}

describe('words alone', () => {
  it('are looked for in the columns that are named, or in all', async () => {
    const mac = tables.flows.columns.get('src_mac');
    const text = mac?.type === 'dictionary' ? mac.text(mac.code(0)) : '';
    const all = (await kept('flows', text)) as readonly number[];
    expect(all.length).toBeGreaterThan(0);
    expect(await kept('flows', text, ['src_ip', 'dst_ip'])).toEqual([]);
    expect(await kept('flows', text, ['src_ip', 'src_mac'])).toContain(0);
    expect(await kept('flows', `any contains ${text}`, ['src_ip'])).toEqual(all);
    expect(await kept('flows', `any ~ "^${text}$"`, [])).toContain(0);
    expect(await kept('flows', 'src_port > 0', [])).not.toEqual([]);
    expect(await kept('flows', 'any = 1')).toContain('any contains');
  });
});

describe('filters over whole packets', () => {
  it('find a text in the bytes', async () => {
    const expected = having('quay.png');
    expect(expected.length).toBeGreaterThan(0);
    expect(await kept('packets', 'frame contains "QUAY.png"')).toEqual(expected);
    expect(await kept('packets', 'frame contains 71:75:61:79:2e:70:6e:67')).toEqual(expected);
    expect(await kept('packets', 'frame ~ "quay[.]p.g"')).toEqual(expected);
    expect(await kept('packets', 'frame contains 51:55:41:59')).toEqual([]);
  });

  it('find a text in Info, and nothing that Info does not show', async () => {
    const infos = await session.rows({ table: 'packets', filter: '' }, 0, 1000, ['info']);
    const shown = infos.ok ? infos.value.cells.map(([text]) => String(text)) : [];
    const expected = shown.flatMap((text, row) => (text.includes('GET ') ? [row] : []));
    expect(expected.length).toBeGreaterThan(3);
    expect(await kept('packets', 'info contains "GET "')).toEqual(expected);
    expect(await kept('packets', 'info ~ "^GET /"')).toEqual(expected);
    expect(await kept('packets', 'not info contains "GET " and info contains GET')).toEqual([]);
  });

  it('keep the flows that have such a packet', async () => {
    const packets = (await kept('packets', 'info contains "GET "')) as readonly number[];
    const flows = [...new Set(packets.map((row) => tables.packets.flow[row] ?? -1))].sort((a, b) => a - b);
    expect(await kept('flows', 'info contains "GET "')).toEqual(flows);
  });

  it('tell upper and lower case apart if they are asked to', async () => {
    expect(await kept('packets', 'frame contains case "QUAY.png"')).toEqual([]);
    expect(await kept('packets', 'frame contains case "quay.png"')).toEqual(having('quay.png'));
    expect(await kept('packets', 'frame ~ case "QUAY[.]"')).toEqual([]);
    expect(await kept('packets', 'info contains case "get "')).toEqual([]);
    expect(await kept('packets', 'info ~ case "^GET "')).toEqual(await kept('packets', 'info contains "GET "'));
    expect(await kept('packets', 'protocol contains case tcp')).toEqual([]);
    expect(await kept('packets', 'protocol contains case "tcp"')).toEqual([]);
    expect(await kept('packets', 'protocol contains case "TCP"')).toEqual(await kept('packets', 'protocol = TCP'));
  });

  it('find a text in the layers', async () => {
    const requests = await kept('packets', 'http.request.uri contains quay.png');
    expect(requests).not.toEqual([]);
    expect(await kept('packets', 'layers contains "quay.png" and layers contains "HTTP"')).toEqual(requests);
  });

  it('turn around, of flows too, where something is not equal', async () => {
    const request = 'GET /images/quay.png HTTP/1.1';
    const equal = (await kept('flows', `info = "${request}"`)) as readonly number[];
    const unequal = (await kept('flows', `info != "${request}"`)) as readonly number[];
    expect(equal).toHaveLength(1);
    expect([...equal, ...unequal].sort((a, b) => a - b)).toEqual(
      tables.flows.length === 8 ? [0, 1, 2, 3, 4, 5, 6, 7] : [],
    );
  });

  it('are looked for in one pass over the file, and then in memory', async () => {
    bytesRead = 0;
    const filter = 'info contains "one pass" or frame contains "one pass" or tcp.window = 1 or pcap "udp port 9"';
    expect(await kept('packets', filter)).toEqual([]);
    expect(bytesRead).toBeGreaterThan(0);
    expect(bytesRead).toBeLessThanOrEqual(file.length);
    bytesRead = 0;
    expect(await kept('packets', `${filter} or length = 1`)).toEqual([]);
    expect(bytesRead).toBe(0);
  });

  it('say what they read, offer it for plain words, and say where they cannot be asked', async () => {
    const reading = session.filterAdvice('packets', 'info contains never and frame contains never', 0);
    expect(reading).toMatchObject({ ok: true, value: { reading: { fields: ['info', 'frame'], expressions: 0 } } });
    expect(session.filterAdvice('packets', 'GET', 3)).toMatchObject({
      value: { wider: expect.stringContaining('info contains GET') as unknown },
    });
    expect(session.filterAdvice('packets', 'fra', 3)).toMatchObject({
      value: { completions: expect.arrayContaining([expect.objectContaining({ text: 'frame' })]) as unknown },
    });
    expect(await kept('packets', 'frame = x')).toContain('frame contains');
    expect(await kept('matches', 'info contains x')).toContain('Info is read from the bytes');
  });
});
