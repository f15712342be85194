import { describe, expect, it } from 'vitest';
import { capture, flowOf, metered } from '../metered.ts';

/** The expected IDs are those of the specification's baselines. */
async function idOf(text: string, changes = {}): Promise<string | undefined> {
  const analysis = await metered(capture(text), { features: ['community-id'], ...changes });
  return flowOf(analysis, ['community_id'])['community_id'];
}

describe('the Community ID', () => {
  const tcp = '128.232.110.120:34855 > 66.35.250.204:80 SYN';
  const tcpBack = '66.35.250.204:80 > 128.232.110.120:34855 SYN+ACK';

  it('is the same from both sides', async () => {
    expect(await idOf(`0 ${tcp}`)).toBe('1:LQU9qZlK+B5F3KDmev6m5PMibrg=');
    expect(await idOf(`0 ${tcpBack}`)).toBe('1:LQU9qZlK+B5F3KDmev6m5PMibrg=');
    expect(await idOf(`0 ${tcpBack}`, { directionFromSyn: true })).toBe('1:LQU9qZlK+B5F3KDmev6m5PMibrg=');
  });

  it('takes IPv6', async () => {
    const text = '0 2001:470:e5bf:dead:4957:2174:e82c:4887:63943 > 2607:f8b0:400c:c03::1a:25 SYN';
    expect(await idOf(text)).toBe('1:/qFaeAR+gFe1KYjMzVDsMv+wgU4=');
  });

  it('takes the ports of SCTP from the first packet, whether they are in the key or not', async () => {
    const text = '0 192.168.170.8:7 > 192.168.170.56:7 UDP 20 proto=132';
    expect(await idOf(text)).toBe('1:MP2EtRCAUIZvTw6MxJHLV7N7JDs=');
    expect(await idOf(text, { sctpPorts: true })).toBe('1:MP2EtRCAUIZvTw6MxJHLV7N7JDs=');
  });

  it('takes type and code of the first ICMP packet, whatever is in the key', async () => {
    const echo = '0 192.168.0.89:0 > 192.168.0.1:0 ICMP type=8';
    const reply = '0 192.168.0.1:0 > 192.168.0.89:0 ICMP type=0';
    for (const changes of [{}, { icmpInKey: true }]) {
      expect(await idOf(echo, changes)).toBe('1:X0snYXpgwiv9TZtqg64sgzUn6Dk=');
      expect(await idOf(reply, changes)).toBe('1:X0snYXpgwiv9TZtqg64sgzUn6Dk=');
    }
  });

  it('keeps the direction of ICMP types without an answer: that of the packet, not of the flow', async () => {
    const text = '0 10.0.0.1:0 > 10.0.0.2:0 ICMP type=11';
    expect(await idOf(text)).toBe('1:YHxtAirCG//0OzkcVAukqKQN9xM=');
    const before = '0 10.0.0.2:0 > 10.0.0.1:0 ICMP type=11\n1 10.0.0.2:0 > 10.0.0.1:0 ICMP type=11';
    const cut = `${before}\n10 10.0.0.1:0 > 10.0.0.2:0 ICMP type=11`;
    const analysis = await metered(capture(cut), { features: ['community-id'], activeTimeout: 5, keepDirection: true });
    const column = analysis.flows.columns.get('community_id');
    expect(analysis.flows.length).toBe(2);
    expect(column?.type === 'dictionary' && column.text(column.code(1))).toBe('1:YHxtAirCG//0OzkcVAukqKQN9xM=');
  });

  it('leaves ports out of protocols that have none', async () => {
    expect(await idOf('0 10.1.12.1:9 > 10.1.12.2:8 UDP 20 proto=46')).toBe('1:KHlLkgoJW7ifUTyTSgyVfkFHzKw=');
    expect(await idOf('0 10.1.12.2:0 > 10.1.12.1:0 UDP 20 proto=46')).toBe('1:KHlLkgoJW7ifUTyTSgyVfkFHzKw=');
  });

  it('begins with the seed', async () => {
    expect(await idOf(`0 ${tcp}`, { communityIdSeed: 1 })).toBe('1:3V71V58M3Ksw/yuFALMcW0LAHvc=');
  });
});
