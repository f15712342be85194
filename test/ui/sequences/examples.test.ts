import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { provideModule } from '../../../src/core/relational/module-members.ts';
import { RelationalRun } from '../../../src/core/relational/relational-run.ts';
import { transpile } from '../../../src/core/relational/transpile.ts';
import { MODULE_TEXT, withModuleAddress } from '../../../src/core/relational/user-module.ts';
import { EXAMPLES } from '../../../src/ui/panels/sequences/examples/index.ts';
import { batchOf } from '../../core/relational/batches.ts';

provideModule(globalThis);

/** Each call loads the module anew, as each run does. */
let loads = 0;

/** "Handshake 1,2,3 client=…" of each complete match, then of each incomplete one with a dash before it. */
async function matches(id: string, lines: string): Promise<string[]> {
  const compiled = transpile(ts, EXAMPLES.find((example) => example.id === id)?.code ?? '');
  if (!compiled.ok) throw new Error(compiled.failure.detail);
  const dataUrl = (text: string): string => `data:text/javascript,${encodeURIComponent(text)}`;
  const address = dataUrl(`${withModuleAddress(compiled.value.code, dataUrl(MODULE_TEXT))}\n// ${(loads += 1)}`);
  const exports = (await import(/* @vite-ignore */ address)) as Record<string, unknown>;
  const run = RelationalRun.start({ exports, code: compiled.value.code, address });
  if (!run.ok) throw new Error(run.failure.detail);
  expect(run.value.feed(batchOf(lines))).toBeUndefined();
  const set = run.value.finish();
  if (!set.ok) throw new Error(set.failure.detail);
  const { classes, matches: found } = set.value;
  return [...found].map(({ flowClass, complete, packets, fields }) => {
    const name = `${complete ? '' : '-'}${classes[flowClass]?.name ?? ''}`;
    return [
      name,
      packets.map((packet) => packet + 1).join(),
      ...fields.map((field) => `${field.name}=${field.value}`),
    ].join(' ');
  });
}

describe('the bundled examples', () => {
  it('find handshakes that their client never ends, and say of the others why they are none', async () => {
    const lines = `
      0.000 10.0.0.1:5000 > 10.0.0.2:80 TCP S flow=0
      0.001 10.0.0.1:5001 > 10.0.0.3:80 TCP S flow=1
      0.020 10.0.0.2:80 > 10.0.0.1:5000 TCP SA flow=0 back
      0.021 10.0.0.1:5000 > 10.0.0.2:80 TCP A flow=0
      0.030 10.0.0.3:80 > 10.0.0.1:5001 TCP SA flow=1 back
      9.000 10.0.0.1:5002 > 10.0.0.3:80 TCP S flow=2`;
    expect(await matches('half-open', lines)).toEqual([
      'Half-open 2,5 client=10.0.0.1 port=80 answerMs=29',
      '-Half-open 1,3',
      '-Half-open 6',
    ]);
  });

  it('find windows in which many ports are tried', async () => {
    const syn = (port: number): string => `0.${100 + port} 10.0.0.1:5000 > 10.0.0.2:${port} TCP S flow=${port}`;
    const ports = Array.from({ length: 12 }, (_, at) => syn(at + 1)).join('\n');
    expect(await matches('port-scan', `${ports}\n9 10.0.0.9:1 > 10.0.0.2:1 TCP S flow=90`)).toEqual([
      'Port scan 1,2,3,4,5,6,7,8,9,10,11,12 peak=12',
    ]);
  });

  it('find handshakes, and connections that nobody answers', async () => {
    const lines = `
      0.000 10.0.0.1:5000 > 10.0.0.2:80 TCP S flow=0
      0.001 10.0.0.1:5001 > 10.0.0.3:80 TCP S flow=1
      0.020 10.0.0.2:80 > 10.0.0.1:5000 TCP SA flow=0 back
      0.021 10.0.0.1:5000 > 10.0.0.2:80 TCP A flow=0`;
    expect(await matches('tcp-handshake', lines)).toEqual([
      'Handshake 1,3,4 client=10.0.0.1 server=10.0.0.2:80 answeredAfterMs=20',
      '-Handshake 2 client=10.0.0.1 server=10.0.0.3:80',
    ]);
  });

  it('find refused connections, but not those that are reset later', async () => {
    const lines = `
      0.0 10.0.0.1:1 > 10.0.0.2:23 TCP S flow=0
      0.1 10.0.0.2:23 > 10.0.0.1:1 TCP RA flow=0 back
      0.2 10.0.0.1:2 > 10.0.0.2:80 TCP S flow=1
      0.3 10.0.0.2:80 > 10.0.0.1:2 TCP SA flow=1 back
      0.4 10.0.0.2:80 > 10.0.0.1:2 TCP R flow=1 back`;
    const found = await matches('unanswered', lines);
    expect(found[0]).toBe('Refused 1,2 service=10.0.0.2:23');
    expect(found.filter((text) => !text.startsWith('-'))).toHaveLength(1);
  });

  it('find a scan, once for each fifteen ports, also after a quiet beginning', async () => {
    const attempt = (time: number, port: number): string =>
      `${time} 10.0.0.9:40000 > 10.0.0.2:${port} TCP S flow=${port}`;
    const scan = Array.from({ length: 15 }, (_, port) => attempt(100 + port / 10, 1000 + port));
    const found = await matches('unanswered', [attempt(0, 1), attempt(1, 2), ...scan].join('\n'));
    const scans = found.filter((text) => text.startsWith('PortScan'));
    expect(scans).toHaveLength(1);
    expect(scans[0]).toMatch(/^PortScan 3,4,5,6,7,8,9,10,11,12,13,14,15,16,17 scanner=10.0.0.9 /);
  });

  it('find a lookup and the connection that it leads to', async () => {
    const name = '\\x03www\\x04test\\x00';
    const header = (flags: string, answers: string): string =>
      `\\x12\\x34${flags}\\x00\\x01\\x00${answers}\\x00\\x00\\x00\\x00${name}\\x00\\x01\\x00\\x01`;
    const answer = '\\xc0\\x0c\\x00\\x01\\x00\\x01\\x00\\x00\\x00\\x3c\\x00\\x04\\x0a\\x00\\x00\\x07';
    const query = header('\\x01\\x00', '\\x00');
    const response = header('\\x81\\x80', '\\x01') + answer;
    const lines = [
      `0.000 10.0.0.1:4000 > 10.0.0.53:53 UDP flow=0 "${query}"`,
      `0.008 10.0.0.53:53 > 10.0.0.1:4000 UDP flow=0 back "${response}"`,
      '0.009 10.0.0.1:5000 > 10.0.0.8:443 TCP S flow=1',
      '0.010 10.0.0.1:5001 > 10.0.0.7:443 TCP S flow=2',
    ].join('\n');
    expect(await matches('dns', lines)).toEqual([
      'LookupThenConnect 1,2,4 name=www.test addresses=["10.0.0.7"] lookupMs=8',
    ]);
  });

  it('find a request and its response', async () => {
    const lines = String.raw`
      0.00 10.0.0.1:5000 > 10.0.0.2:80 TCP PA flow=0 "GET /a?b=c HTTP/1.1\r\nHost: example.test\r\n\r\n"
      0.01 10.0.0.2:80 > 10.0.0.1:5000 TCP A flow=0 back
      0.25 10.0.0.2:80 > 10.0.0.1:5000 TCP PA flow=0 back "HTTP/1.1 404 Not Found\r\n"`;
    expect(await matches('http', lines)).toEqual([
      'HttpExchange 1,3 method=GET host=example.test path=/a?b=c status=404 waitedMs=250',
    ]);
  });

  it('find a silence in a transfer', async () => {
    const lines = `
      0.00 10.0.0.1:5000 > 10.0.0.2:80 TCP A flow=0 "data"
      0.01 10.0.0.1:5000 > 10.0.0.2:80 TCP A flow=0 "data"
      0.31 10.0.0.1:5000 > 10.0.0.2:80 TCP A flow=0 "data"
      0.32 10.0.0.2:80 > 10.0.0.1:5000 TCP A flow=0 back
      0.99 10.0.0.1:5000 > 10.0.0.2:80 TCP A flow=0 "data"`;
    expect(await matches('stall', lines)).toEqual(['Stall 2,3 sender=10.0.0.1 silenceMs=300', '-Stall 5']);
  });
});
