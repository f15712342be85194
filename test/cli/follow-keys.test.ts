import { describe, expect, it } from 'vitest';
import { openRecorded, recordedBytes } from '../core/decrypt/recorded.ts';
import { workFolder } from './run.ts';

const folder = workFolder();
const capture = recordedBytes('tls13-aes256-gcm');
folder.write('secret.pcapng', capture);
const other = recordedBytes('tls12-chacha20');
folder.write('other.pcapng', other);

describe('flowloom follow of an encrypted flow', () => {
  const words = ['follow', 'secret.pcapng', '--flow', '0', '--direction', 'forward'];

  it('decrypts with the secrets of the capture, and says so', async () => {
    const { status, out, err } = await folder.run(words);
    expect([status, out]).toEqual([0, 'GET /page.txt HTTP/1.0\r\nHost: harbour.example.test\r\n\r\n']);
    expect(err).toContain('Decrypted: TLS 1.3, TLS_AES_256_GCM_SHA384.');
    const sent = await folder.run([...words, '--as-sent', '--as', 'hex']);
    expect(sent.out).toMatch(/^→ 00000000 {2}16 03 01 /);
  });

  it('takes a key log, and says what of it was not understood', async () => {
    folder.write('good.keys', new TextEncoder().encode(`${(await openRecorded(other)).log}\nnonsense\n`));
    const { out, err } = await folder.run([
      'follow',
      'other.pcapng',
      '--flow',
      '0',
      '--keys',
      'good.keys',
      '--as',
      'text',
    ]);
    expect(out).toContain('Seven boats lie in the harbour.');
    expect(err).toMatch(/1 line of good\.keys not understood: \d+\./);
    folder.write('bad.keys', new TextEncoder().encode('nonsense\n'));
    const bad = await folder.run([...words, '--keys', 'bad.keys']);
    expect([bad.status, bad.err]).toEqual([1, expect.stringContaining('bad.keys has no secret')]);
    expect((await folder.run([...words, '--keys', 'good.keys', '--as-sent'])).status).toBe(1);
  });
});
