import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { fileStream } from '../../bytes.ts';
import { corpora, corpus, noCorpora } from '../../corpora.ts';

/** A row of a passive DNS plugin: address, name, time to live, client. */
interface Passive {
  readonly address: string;
  readonly name: string;
  readonly ttl: number;
  readonly client: string;
}

/** Columns of ipfixprobe’s file, whose last line names them. */
function passiveRows(path: string): readonly Passive[] {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = (lines.pop() ?? '').split(',').map((name) => name.split(' ').at(-1) ?? '');
  const cell = (cells: readonly string[], name: string): string => cells[names.indexOf(name)] ?? '';
  return lines.map((line) => {
    const cells = line.split(',');
    return {
      address: cell(cells, 'DNS_IP'),
      name: cell(cells, 'DNS_NAME').replaceAll('"', ''),
      ttl: Number(cell(cells, 'DNS_RR_TTL')),
      client: cell(cells, 'SRC_IP'),
    };
  });
}

async function namesIn(path: string): Promise<CaptureTables> {
  const tables = new CaptureTables(PAGE_DEFAULTS);
  const file = await open(path);
  await new CaptureReading(tables).read(fileStream(path), 'test', (await file.stat()).size);
  tables.finish();
  const session = new CaptureSession(tables, {
    async read(offset, length) {
      const bytes = new Uint8Array(length);
      await file.read(bytes, 0, length, offset);
      return bytes;
    },
  });
  expect((await session.findNames()).ok).toBe(true);
  await file.close();
  return tables;
}

describe.skipIf(corpora === undefined)(corpora === undefined ? noCorpora : 'names as others find them', () => {
  it('are those of ipfixprobe’s passive DNS, all of them, but for who asked about an address', async () => {
    const truth = passiveRows(corpus('captures/ipfixprobe/dns.passivedns.csv') ?? '');
    const { names } = await namesIn(corpus('captures/ipfixprobe/dns.pcap') ?? '');
    const ours = [...names.all()]
      .filter(({ source }) => source === 'dns' || source === 'ptr')
      .map(({ address, name, client, firstNs, lastNs, source }) => ({
        address,
        name,
        ttl: (lastNs - firstNs) / 1e9,
        client: source === 'ptr' ? '192.168.0.30' : client,
      }));
    const byAddress = (a: Passive, b: Passive): number => (a.address < b.address ? -1 : 1);
    expect(truth).toHaveLength(6);
    expect(ours.toSorted(byAddress)).toEqual(truth.toSorted(byAddress));
  });
});
