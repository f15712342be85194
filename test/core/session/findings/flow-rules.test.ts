import { beforeAll, describe, expect, it } from 'vitest';
import type { CaptureSession } from '../../../../src/core/session/capture-session.ts';
import { packets, pcap } from '../../../fixtures/captures.ts';
import { run, sentences, sessionOf, valueOf } from './found.ts';

const lines = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

/** A connection that is refused. */
const refused = (at: number, source: string, destination: string): string =>
  `${at} ${source} > ${destination} SYN\n${at + 0.001} ${destination} > ${source} RST+ACK`;
/** A whole connection with some payload each way. */
const whole = (at: number, source: string, destination: string, sent = 10, received = 10): string => `
  ${at} ${source} > ${destination} SYN
  ${at + 0.01} ${destination} > ${source} SYN+ACK
  ${at + 0.02} ${source} > ${destination} PSH+ACK ${sent}
  ${at + 0.03} ${destination} > ${source} PSH+ACK ${received}
  ${at + 0.04} ${source} > ${destination} FIN+ACK
  ${at + 0.05} ${destination} > ${source} FIN+ACK`;

describe('scans', () => {
  it('tells of many ports of a host, from the fifteenth that failed on', async () => {
    const ports = (count: number): string =>
      lines(count, (at) => refused(at, `10.0.0.1:${5000 + at}`, `10.0.0.2:${20 + at}`));
    expect(await sentences('port-scan', ports(14))).toEqual([]);
    expect(await sentences('port-scan', `${ports(15)}\n${whole(20, '10.0.0.1:7000', '10.0.0.2:80')}`)).toEqual([
      '10.0.0.1 tried 16 TCP ports of 10.0.0.2 within 20.1 s: 15 of them refused or did not answer.',
    ]);
  });

  it('tells of many hosts with one port', async () => {
    const hosts = (count: number): string => lines(count, (at) => `${at} 10.0.0.1:5000 > 10.0.1.${at + 1}:445 SYN`);
    expect(await sentences('address-scan', hosts(24))).toEqual([]);
    expect(await sentences('address-scan', hosts(25))).toEqual([
      '10.0.0.1 tried TCP port 445 of 25 hosts within 24 s: 25 of them refused or did not answer.',
    ]);
  });

  it('tells of UDP ports without answers, but not of traceroute', async () => {
    const ports = (from: number): string => lines(20, (at) => `${at} 10.0.0.1:5000 > 10.0.0.2:${from + at} UDP 10`);
    expect(await sentences('udp-port-scan', ports(1000))).toHaveLength(1);
    expect(await sentences('udp-port-scan', ports(33434))).toEqual([]);
  });
});

describe('connections', () => {
  it('tells of a service that refuses, by its clients', async () => {
    const text = lines(10, (at) => refused(at, `10.0.0.${1 + (at % 3)}:${5000 + at}`, '10.0.0.9:8080'));
    expect(await sentences('many-refusals', text)).toEqual([
      '10.0.0.9 port 8080 refused 10 of 10 TCP connections, asked for by 3 hosts within 9 s.',
    ]);
    const accepted = lines(11, (at) => whole(20 + at, `10.0.0.7:${6000 + at}`, '10.0.0.9:8080'));
    expect(await sentences('many-refusals', `${text}\n${accepted}`)).toEqual([]);
  });

  it('tells of a service that does not answer', async () => {
    const text = lines(12, (at) => `${at} 10.0.0.1:${5000 + at} > 10.0.0.9:8080 SYN`);
    expect(await sentences('many-unanswered', text)).toEqual([
      '10.0.0.9 port 8080 did not answer 12 of 12 TCP connections, asked for by 1 host within 11 s.',
    ]);
  });

  it('tells of uploads to outside only', async () => {
    const upload = (destination: string): string => `
      0 10.0.0.1:5000 > ${destination}:443 SYN
      0.01 ${destination}:443 > 10.0.0.1:5000 SYN+ACK
      ${lines(700, (at) => `${0.02 + at / 1000} 10.0.0.1:5000 > ${destination}:443 ACK 1460`)}
      2 ${destination}:443 > 10.0.0.1:5000 ACK`;
    expect(await sentences('upload', upload('10.0.0.2'))).toEqual([]);
    expect(await sentences('upload', upload('8.8.8.8'))).toEqual([
      '10.0.0.1 sent 1.06 MB to 8.8.8.8 and received 108 B, in 1 flow within 2 s.',
    ]);
  });
});

describe('timing', () => {
  const beacon = (gaps: readonly number[]): string => {
    let time = 0;
    return gaps.map((gap, at) => whole((time += gap), `10.0.0.1:${5000 + at}`, '10.0.0.2:443')).join('\n');
  };

  it('tells of connections at even times, though one is late', async () => {
    const gaps = [0, 60, 61, 59, 60, 60, 62, 58, 180, 60, 60, 61, 60, 59, 61, 60, 60, 60, 61, 60];
    expect(await sentences('beacon', beacon(gaps))).toEqual([
      '10.0.0.1 talked to 10.0.0.2 TCP port 443 20 times within 21 min 2 s, every 1 min, with a jitter of 0 %.',
    ]);
    expect(await sentences('beacon', beacon(gaps.slice(0, 19)))).toEqual([]);
  });

  it('says nothing of uneven times', async () => {
    expect(
      await sentences(
        'beacon',
        beacon([0, 5, 90, 30, 12, 200, 60, 7, 45, 150, 21, 80, 9, 33, 70, 120, 6, 18, 260, 40, 15, 88]),
      ),
    ).toEqual([]);
  });

  it('tells of a long connection with hardly a packet, over time-outs of the meter', async () => {
    const alive = lines(
      30,
      (at) => `${at * 150} 10.0.0.1:5000 > 10.0.0.2:4444 ACK\n${at * 150 + 0.1} 10.0.0.2:4444 > 10.0.0.1:5000 ACK`,
    );
    expect(await sentences('silent-connection', alive)).toEqual([
      '10.0.0.1 port 5000 and 10.0.0.2 port 4444 kept a TCP connection for 1 h 12 min with 60 packets and 3.24 kB: 0.745 B a second.',
    ]);
  });
});

describe('what a finding shows', () => {
  let session: CaptureSession;
  const scan = lines(20, (at) => refused(at, `10.0.0.1:${5000 + at}`, `10.0.0.2:${20 + at}`));
  const others = whole(30, '10.0.0.1:7000', '10.0.0.3:80');

  beforeAll(async () => {
    session = await sessionOf(pcap(packets(`${scan}\n${others}`)));
  });

  const count = async (table: string, filter: string): Promise<number> =>
    valueOf(await session.rows({ table, filter }, 0, 1, [])).shown;

  it('its flows and its packets, by filters that keep just these', async () => {
    const { findings } = valueOf(await run(session, 'port-scan'));
    const [{ flows, packets: shown }] = findings;
    expect(await count('flows', flows?.filter ?? '')).toBe(20);
    expect(await count('packets', shown?.filter ?? '')).toBe(40);
  });

  it('what each number counts', async () => {
    const { findings } = valueOf(await run(session, 'port-scan'));
    const parts = findings[0].sentence.filter(({ column }) => column !== undefined);
    expect(parts.map(({ column }) => column)).toEqual(['src_ip', 'ports', 'dst_ip', 'span', 'failed_ports']);
    const counts = await Promise.all(parts.map(({ shows }) => count(shows?.table ?? '', shows?.filter ?? '')));
    expect(counts).toEqual([21, 20, 20, 20, 20]);
  });

  it('counts what it does not list', async () => {
    const reply = await run(session, 'finding each\nof packets\nsay {number}');
    expect(valueOf(reply)).toMatchObject({ found: 46 });
    expect(valueOf(reply).findings).toHaveLength(20);
  });
});

describe('a rule that asks for what there is not', () => {
  const failure = async (text: string): Promise<readonly [string | undefined, string]> => {
    const session = await sessionOf(pcap(packets('0 10.0.0.1:1 > 10.0.0.2:2 SYN')));
    const reply = await session.findings(text);
    if (reply.ok) return [undefined, ''];
    return [reply.failure.detail, text.slice(reply.failure.offset).split(/[\s,}]/)[0] ?? ''];
  };

  it('is told so, at the place', async () => {
    expect(await failure('finding a\nof floes\nsay x')).toEqual([expect.stringContaining('“floes”'), 'floes']);
    expect(await failure('finding a\nwhere nope = 1\nsay x')).toEqual([expect.stringContaining('“nope”'), 'nope']);
    expect(await failure('finding a\ngroup src_ip, nope\nsay x')).toEqual([expect.stringContaining('“nope”'), 'nope']);
    expect(await failure('finding a\ngroup src_ip\nhaving nope > 1\nsay x')).toEqual([
      expect.stringContaining('“nope”'),
      'nope',
    ]);
    expect(await failure('finding a\nsay x {nope}')).toEqual([expect.stringContaining('“nope”'), '{nope']);
    expect(await failure('finding a\ngroup src_ip\norder nope\nsay x')).toEqual([
      expect.stringContaining('“nope”'),
      'nope',
    ]);
  });
});
