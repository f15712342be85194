/**
 * Writes test/fixtures/filter-counts.json: how many packets of the samples tcpdump keeps for filters of the pcap-filter
 * language, so that tests need no tcpdump. `npx tsx scripts/record-filter-counts.ts`, where tcpdump is installed.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.ts';

const EXPRESSIONS = [
  'ip',
  'ip6',
  'arp',
  'tcp',
  'udp',
  'icmp or icmp6',
  'not ip',
  'vlan',
  'port 53',
  'udp port domain',
  'tcp dst port https',
  'portrange 1-1023',
  'src portrange 1024-65535',
  'net 10.0.0.0/8',
  'src net 192.168 and dst net 10',
  'net 192.168.0.0 mask 255.255.0.0',
  'net fe80::/10',
  'broadcast',
  'multicast',
  'ip multicast or ip6 multicast',
  'less 66',
  'greater 1000',
  'len % 2 = 0',
  'ether proto 0x88f7',
  'ip proto 17',
  'ip6 protochain 58',
  'tcp[tcpflags] & tcp-syn != 0 and tcp[tcpflags] & tcp-ack = 0',
  'tcp[tcpflags] & (tcp-rst|tcp-fin) != 0',
  'tcp[tcpflags] == 0x18',
  'tcp port 80 and (((ip[2:2] - ((ip[0] & 0xf) << 2)) - ((tcp[12] & 0xf0) >> 2)) != 0)',
  'ip[8] = 64 and not tcp',
  'ip[6:2] & 0x1fff != 0',
  'udp[4:2] > 100',
  'icmp[icmptype] = icmp-unreach',
  'ether[0] & 1 = 0 and ip[16] >= 224',
  '(ether[26:4] ^ ether[30:4]) & 0xff << 8 != 0',
  'ether[20] << ether[21] > 1000',
  '1 << (len & 31) > 100000',
];

function run(...options: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('tcpdump', options, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`tcpdump ${options.join(' ')}: ${stderr}`);
  return stdout;
}

function countOf(file: string, expression: string): number {
  return Number(/^\d+/.exec(run('--count', '-n', '-r', file, '--', expression))?.[0]);
}

const samples = join(root, 'public/samples');
const counts = Object.fromEntries(
  readdirSync(samples)
    .filter((name) => name.endsWith('.pcap'))
    .sort()
    .map((name) => [
      name,
      Object.fromEntries(EXPRESSIONS.map((expression) => [expression, countOf(join(samples, name), expression)])),
    ]),
);
const { stdout, stderr } = spawnSync('tcpdump', ['--version'], { encoding: 'utf8' });
const version = `${stdout}${stderr}`.split('\n').slice(0, 2);
writeFileSync(
  join(root, 'test/fixtures/filter-counts.json'),
  `${JSON.stringify({ by: version, counts }, undefined, 2)}\n`,
);
