import { describe, expect, it } from 'vitest';
import { exampleText, samplePath } from '../core/relational/run-operators.ts';
import { workFolder } from './run.ts';

const folder = workFolder();
for (const name of ['flow-slicer', 'chains-tagger', 'packet-summary']) folder.write(`${name}.ts`, exampleText(name));
const WEB = samplePath('web-page.pcap');

describe('flowloom with plugins, links and printers', () => {
  it('writes flows as plugins end them, columns of links and lines of printers', async () => {
    const flows = await folder.run(['flows', WEB, '--code', 'flow-slicer.ts', '--filter', 'expiration_id = -1']);
    expect(flows).toMatchObject({ status: 0, err: '' });
    expect(flows.out.split('\n')[1]).toMatch(/^0,-1,192\.168\.10\.20,/);
    const packets = await folder.run([
      'packets',
      WEB,
      '--code',
      'chains-tagger.ts',
      '--filter',
      'tags contains internal',
    ]);
    expect(packets.out.split('\n')[0]).toMatch(/,link\.src_domain,link\.dst_domain,tags$/);
    const lines = await folder.run(['packets', WEB, '--code', 'packet-summary.ts', '--format', 'text']);
    expect(lines.out.split('\n')).toHaveLength(177);
    expect(lines.out).toMatch(/^2026-11-21 00:51:09 - ARP 192\.168\.10\.20\(internal\)/);
  }, 60_000);

  it('says what does not go together', async () => {
    const refused = await folder.run(['packets', WEB, '--format', 'text']);
    expect(refused.err).toContain('--format text needs --code');
  }, 30_000);
});
