import { describe, expect, it } from 'vitest';
import { dnsAnswer, dnsQuestion, said } from '../core/names/messages.ts';
import { pcap } from '../fixtures/captures.ts';
import { workFolder } from './run.ts';

const folder = workFolder();
folder.write(
  'a.pcap',
  pcap([
    said(1, '10.0.0.1:5000 > 10.0.0.53:53 UDP', dnsQuestion('www.example.test')),
    said(
      2,
      '10.0.0.53:53 > 10.0.0.1:5000 UDP',
      dnsAnswer('www.example.test', [['www.example.test', 'A', 60, '10.9.9.9']]),
    ),
    said(3, '10.0.0.1:5001 > 10.0.0.53:53 UDP', dnsQuestion('none.example.test')),
  ]),
);

interface Row {
  readonly kind: string;
  readonly name: string;
  readonly answers: string;
  readonly pairing: string;
  readonly latency: number;
  readonly partner: number;
}

async function rowsOf(...options: readonly string[]): Promise<readonly Row[]> {
  const { out } = await folder.run(['messages', 'a.pcap', '--format', 'ndjson', ...options]);
  return out
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

describe('messages', () => {
  it('prints what was said, a row a message, with what answers what', async () => {
    expect(await rowsOf()).toMatchObject([
      { kind: 'query', name: 'www.example.test', pairing: 'answered', partner: 2 },
      { kind: 'response', answers: '10.9.9.9', pairing: 'answer', latency: 1000, partner: 1 },
      { kind: 'query', name: 'none.example.test', pairing: 'no answer', partner: -1 },
    ]);
  });

  it('keeps those of some protocols, and those that fit a filter', async () => {
    expect(await rowsOf('--protocol', 'http,tls')).toEqual([]);
    expect(await rowsOf('--protocol', 'dns', '--filter', 'pairing = "no answer"')).toHaveLength(1);
  });

  it('names the protocols that there are in place of one that is not read', async () => {
    const { status, err } = await folder.run(['messages', 'a.pcap', '--protocol', 'loom']);
    expect(status).toBe(1);
    expect(err).toContain('--protocol loom is not read: TLS, HTTP');
  });
});
