import { parquetReadObjects } from 'hyparquet';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { featureColumns } from '../../src/core/flows/features/index.ts';
import { FLOW_COLUMNS } from '../../src/core/model/flow-columns.ts';
import { capture } from './capture-text.ts';
import { lz4Frame, zstdFrame } from '../core/capture/packed-captures.ts';
import { workFolder } from './run.ts';

const folder = workFolder();

const TWO_FLOWS = capture(`
  0.000 10.0.0.1:5000 > 10.0.0.2:443 SYN
  0.010 10.0.0.2:443 > 10.0.0.1:5000 SYN,ACK
  0.020 arp
  0.030 10.0.0.1:5000 > 10.0.0.2:443 ACK
  0.035 10.0.0.9:53 > 10.0.0.1:999 udp hello
  0.050 10.0.0.1:5000 > 10.0.0.2:443 PSH,ACK GET
`);
folder.write('two.pcap', TWO_FLOWS);
folder.write('two.pcap.gz', gzipSync(TWO_FLOWS));
folder.write('cut.pcap', TWO_FLOWS.subarray(0, TWO_FLOWS.length - 5));
folder.write('later.pcap', capture('3.0 10.0.0.2:443 > 10.0.0.1:5000 FIN,ACK'));

/** python3: hashlib.blake2b(text.encode(), digest_size=64, key=b'a secret').hexdigest() */
const DIGESTS = {
  // 10.0.0.1
  src_ip:
    'f77ddd41432506dd8e4bca7f463fd29eb867c0546a3d51cff1e3dd0a7ad91c513baf5d0c563e7fee27b97fd7f8a0960859edd9756a563d3bc55ca92767efdcac',
  // 10.0.0.2
  dst_ip:
    '4151fc0df0d746ddcb375113339dfbb7aba3977defee17cc033b1dcf164d418177a9ddea09982fc135c513587b2fa5a2cbfc6a4953df248f712ccca57905f2dd',
  // 5000
  src_port:
    '04e9ba012cd5c76abdfabfa22b95db0b850b3a34b550c800a80a09b0db3a706527aee001ded9aaa388811a1b11bb14152342eb6b6cb88c95da04695e1ec274c4',
  // [54, 54]
  splt_ps:
    '415975ffcd8c6a5b72a0ae5367accf6862ee7de710e2914f3c7b3f8f9b4a81a9710f24f1a1e1801393f56bb8398d7e905216c3d187b6341bd51ef43c25384de8',
};

function table(csv: string): Record<string, string>[] {
  const [header, ...lines] = csv.trimEnd().split('\n');
  return lines.map((line) => {
    const cells = [...line.matchAll(/(?:"([^"]*)"|([^,]*))(?:,|$)/g)].map(([, quoted, plain]) => quoted ?? plain);
    return Object.fromEntries(header.split(',').map((name, at) => [name, cells[at]]));
  });
}

describe('flowloom flows', () => {
  it('writes NFStream’s columns, values and order', async () => {
    const { status, out, err } = await folder.run([
      'flows',
      'two.pcap',
      '--statistical-analysis',
      '--splt-analysis',
      '5',
    ]);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out.split('\n')[0]).toBe(FLOW_COLUMNS.map(({ id }) => id).join(','));
    const [first, second] = table(out);
    expect(first).toMatchObject({
      id: '0',
      expiration_id: '0',
      src_ip: '10.0.0.1',
      src_mac: '02:00:00:00:00:01',
      src_oui: '02:00:00',
      src_port: '5000',
      dst_ip: '10.0.0.2',
      dst_port: '443',
      protocol: '6',
      ip_version: '4',
      vlan_id: '0',
      tunnel_id: '0',
      bidirectional_first_seen_ms: '1600000000000',
      bidirectional_duration_ms: '50',
      bidirectional_packets: '4',
      bidirectional_bytes: String(54 * 4 + 3),
      src2dst_packets: '3',
      dst2src_packets: '1',
      dst2src_mean_ps: '54.0',
      bidirectional_mean_ps: '54.75',
      bidirectional_stddev_ps: '1.5',
      bidirectional_syn_packets: '2',
      splt_direction: '[0, 1, 0, 0, -1]',
      splt_ps: '[54, 54, 54, 57, -1]',
      splt_piat_ms: '[0, 10, 20, 20, -1]',
    });
    expect(second).toMatchObject({ id: '1', src_ip: '10.0.0.9', protocol: '17', bidirectional_bytes: '47' });
  });

  it('has the core columns only unless asked, and no tunnel_id without tunnels', async () => {
    const { out } = await folder.run(['flows', 'two.pcap', '--no-decode-tunnels']);
    expect(out.split('\n')[0].split(',')).toEqual(
      [...FLOW_COLUMNS.slice(0, 29), ...FLOW_COLUMNS.slice(-9)].map(({ id }) => id).filter((id) => id !== 'tunnel_id'),
    );
    const without = await folder.run(['flows', 'two.pcap', '--no-decode-tunnels', '--n-dissections', '0']);
    expect(without.out.split('\n')[0].split(',')).toHaveLength(28);
  });

  it('writes the columns of features behind the others, in one order', async () => {
    const { out } = await folder.run([
      'flows',
      'two.pcap',
      '--features',
      'community-id,accounting',
      '--splt-analysis',
      '2',
    ]);
    const ids = out.split('\n')[0].split(',');
    expect(ids.slice(ids.indexOf('content_type') + 1)).toEqual(
      featureColumns(['accounting', 'community-id']).map(({ id }) => id),
    );
    const [first] = table(out);
    expect(first).toMatchObject({ bidirectional_link_bytes: String(54 * 4 + 3), src2dst_payload_packets: '1' });
    expect(first?.['community_id']).toMatch(/^1:[\w+/]{27}=$/);
  });

  it('reads zstd and lz4', async () => {
    const plain = await folder.run(['flows', 'two.pcap']);
    folder.write('two.pcap.zst', zstdFrame(TWO_FLOWS, 100));
    folder.write('two.pcap.lz4', lz4Frame(TWO_FLOWS, 100));
    for (const kind of ['zst', 'lz4']) expect(await folder.run(['flows', `two.pcap.${kind}`])).toEqual(plain);
  });

  it('reads gzip, standard input and several captures as one stream', async () => {
    const plain = await folder.run(['flows', 'two.pcap']);
    expect((await folder.run(['flows', 'two.pcap.gz'])).out).toBe(plain.out);
    expect((await folder.run(['flows', '-'], TWO_FLOWS)).out).toBe(plain.out);
    const both = await folder.run(['flows', 'two.pcap', 'later.pcap']);
    expect(table(both.out).map((flow) => flow.bidirectional_packets)).toEqual(['5', '1']);
  });

  it('measures each capture by itself with --each', async () => {
    const { out } = await folder.run(['flows', '--each', 'two.pcap', 'later.pcap']);
    expect(table(out).map(({ file, id, src_ip }) => [file, id, src_ip])).toEqual([
      ['two.pcap', '0', '10.0.0.1'],
      ['two.pcap', '1', '10.0.0.9'],
      ['later.pcap', '0', '10.0.0.2'],
    ]);
  });

  it('applies time-outs, accounting mode, filter and limit', async () => {
    const cut = await folder.run(['flows', 'two.pcap', '--idle-timeout', '0']);
    expect(table(cut.out)).toHaveLength(5);
    const payload = await folder.run(['flows', 'two.pcap', '--accounting-mode', '3', '--filter', 'port = 443']);
    expect(table(payload.out).map((flow) => flow.bidirectional_bytes)).toEqual(['3']);
    const limited = await folder.run(['flows', 'two.pcap', '--max-nflows', '1']);
    expect(table(limited.out)).toHaveLength(1);
  });

  it('numbers files as NFStream does', async () => {
    const { status, out } = await folder.run(['flows', 'two.pcap', '-o', 'part.csv', '--flows-per-file', '1']);
    expect({ status, out }).toEqual({ status: 0, out: '' });
    expect(table(folder.read('part.0.csv').toString()).map(({ id }) => id)).toEqual(['0']);
    expect(table(folder.read('part.1.csv').toString()).map(({ id }) => id)).toEqual(['1']);
  });

  it('writes files in turn', async () => {
    const six = capture(
      ['1.0', '1.1', '1.2', '1.3', '1.4', '1.5']
        .map((time, at) => `${time} 10.0.0.${at}:1 > 10.0.1.1:2 udp x`)
        .join('\n'),
    );
    folder.write('six.pcap', six);
    const words = ['flows', 'six.pcap', '-o', 'turn.csv', '--flows-per-file', '1', '--rotate-files', '4'];
    const { status, err } = await folder.run(words);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const ids = [0, 1, 2, 3].map((part) => table(folder.read(`turn.${part}.csv`).toString()).map(({ id }) => id));
    expect(ids).toEqual([['4'], ['5'], ['2'], ['3']]);
    expect(() => folder.read('turn.4.csv')).toThrow('ENOENT');
  });

  it('opens numbered files one after the other', async () => {
    const lines = Array.from({ length: 3000 }, (_, at) => `1.0 10.0.${at >> 8}.${at & 255}:1 > 10.1.1.1:2 udp x`);
    folder.write('many.pcap', capture(lines.join('\n')));
    const words = ['flows', 'many.pcap', '-o', 'one.csv', '--flows-per-file', '1', '--rotate-files', '2'];
    expect(await folder.run(words)).toEqual({ status: 0, out: '', err: '' });
    expect(table(folder.read('one.0.csv').toString()).map(({ id }) => id)).toEqual(['2998']);
    expect(table(folder.read('one.1.csv').toString()).map(({ id }) => id)).toEqual(['2999']);
  });

  it('puts digests in the place of columns', async () => {
    const words = ['flows', 'two.pcap', '--columns-to-anonymize', 'src_ip,dst_ip,src_port,no_such,splt_ps'];
    const key = ['--splt-analysis', '2', '--anonymize-key', 'a secret'];
    const { status, out, err } = await folder.run([...words, ...key]);
    expect(status).toBe(0);
    expect(err).toBe('flowloom: --columns-to-anonymize: there is no column “no_such”; it was passed over.\n');
    const [first, second] = table(out);
    expect(first).toMatchObject({ ...DIGESTS, dst_port: '443', splt_piat_ms: '[0, 10]' });
    expect(second?.dst_ip).toBe(DIGESTS.src_ip);
    expect((await folder.run([...words, ...key, '--filter', 'src_port = 5000'])).out.split('\n')).toHaveLength(3);
    const random = table((await folder.run(words)).out);
    expect(random[0]?.src_ip).toMatch(/^[0-9a-f]{128}$/);
    expect(random[0]?.src_ip).not.toBe(first?.src_ip);
    expect(random[1]?.dst_ip).toBe(random[0]?.src_ip);
    await folder.run([...words, ...key, '--format', 'parquet', '-o', 'hidden.parquet']);
    const rows = await parquetReadObjects({ file: new Uint8Array(folder.read('hidden.parquet')).buffer });
    expect(rows[0]).toMatchObject({ ...DIGESTS, dst_port: 443n });
  });

  it('writes NDJSON and Parquet', async () => {
    const { out } = await folder.run(['flows', 'two.pcap', '--format', 'ndjson', '--splt-analysis', '2']);
    const flows = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(flows[1]).toMatchObject({ id: 1, src_ip: '10.0.0.9', splt_ps: [47, -1] });
    await folder.run([
      'flows',
      '--each',
      'two.pcap',
      '--format',
      'parquet',
      '-o',
      'flows.parquet',
      '--splt-analysis',
      '2',
    ]);
    const rows = await parquetReadObjects({ file: new Uint8Array(folder.read('flows.parquet')).buffer });
    expect(rows[1]).toMatchObject({ file: 'two.pcap', id: 1n, src_ip: '10.0.0.9', splt_ps: [47n, -1n] });
  });

  it('says when a capture is cut, and still writes what it read', async () => {
    const { status, out, err } = await folder.run(['flows', 'cut.pcap', 'nothing.pcap', 'two.pcap']);
    expect(status).toBe(2);
    expect(err).toContain('cut.pcap: the file ends inside a record: 73 bytes were to come, 68 are there.');
    expect(err).toContain('nothing.pcap: the system does not give the file: ENOENT');
    expect(table(out).map((flow) => flow.bidirectional_packets)).toEqual(['7', '2']);
  });
});
