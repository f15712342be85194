import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PAGE_DEFAULTS } from '../../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../../src/core/pipeline.ts';
import { CaptureSession } from '../../../../src/core/session/capture-session.ts';
import { findObjects, type KeptObject } from '../../../../src/core/session/objects/find-objects.ts';
import { CaptureTables } from '../../../../src/core/tables.ts';
import { byteStream } from '../../../bytes.ts';
import { packets, pcap, type TestPacket } from '../../../fixtures/captures.ts';
import { talkPackets, type Utterance } from '../../../fixtures/http-talk.ts';

async function open(list: readonly TestPacket[]) {
  const bytes = pcap(list);
  const tables = new CaptureTables(PAGE_DEFAULTS);
  await new CaptureReading(tables).read(byteStream(bytes), 'test', bytes.length);
  tables.finish();
  const source = { read: (at: number, length: number) => Promise.resolve(bytes.subarray(at, at + length)) };
  return { tables, source, session: new CaptureSession(tables, source) };
}

async function objectsIn(list: readonly TestPacket[]): Promise<readonly KeptObject[]> {
  const { tables, source } = await open(list);
  return (await findObjects(tables, source, { pause: () => true }))?.objects ?? [];
}

const objectsOf = (said: readonly Utterance[], server = 80): Promise<readonly KeptObject[]> =>
  objectsIn(talkPackets(said, 5000, server));
const sha256 = (text: string): string => createHash('sha256').update(text, 'latin1').digest('hex');
const named = (objects: readonly KeptObject[]) =>
  objects.map(
    ({ protocol, name, size, trouble }) => `${protocol} ${name} ${size}${trouble === undefined ? '' : ` ${trouble}`}`,
  );

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n';

describe('objects of HTTP', () => {
  it('are bodies without their codings, with the type that their bytes tell', async () => {
    const packed = gzipSync('<html>x</html>');
    const [object] = await objectsOf([
      ['>', 'GET /a/b%20c.html?q#f HTTP/1.1\r\n\r\n'],
      [
        '<',
        `HTTP/1.1 200 OK\r\nContent-Type: Text/Plain; x=y\r\nContent-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n\r\n`,
      ],
      ['<', packed],
    ]);
    expect(object).toMatchObject({
      protocol: 'HTTP',
      name: 'b c.html',
      type: 'text/plain',
      content: 'text/html',
      size: 14,
      sha256: sha256('<html>x</html>'),
      missing: 0,
      packet: 3,
      way: 1,
    });
    expect(object?.trouble).toBeUndefined();
  });

  it('are named by Content-Disposition, the path, or the host', async () => {
    const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: example.org\r\n\r\n`;
    const disposed = (value: string): string => `${ANSWER}Content-Disposition: ${value}\r\n\r\nabc`;
    const objects = await objectsOf([
      ['>', get('/x')],
      ['<', disposed('attachment; filename="../../etc/pass\\"wd"')],
      ['>', get('/x')],
      ['<', disposed("attachment; filename=a; filename*=UTF-8''na%C3%AFve.txt")],
      ['>', get('http://example.org/')],
      ['<', `${ANSWER}\r\nabc`],
    ]);
    expect(named(objects)).toEqual(['HTTP pass"wd 3', 'HTTP naïve.txt 3', 'HTTP example.org 3']);
  });

  it('say why they are not whole', async () => {
    const get = 'GET /x HTTP/1.1\r\n\r\n';
    expect(
      named(
        await objectsOf([
          ['>', get],
          ['<', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc'],
        ]),
      ),
    ).toEqual(['HTTP x 3 cut']);
    expect(
      named(
        await objectsOf([
          ['>', get],
          ['<', 'HTTP/1.1 200 OK\r\n\r\nabc'],
        ]),
      ),
    ).toEqual(['HTTP x 3']);
    const broken = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n';
    expect(
      named(
        await objectsOf([
          ['>', get],
          ['<', broken],
        ]),
      ),
    ).toEqual(['HTTP x 3 broken']);
  });

  it('are files in forms, too', async () => {
    const form = '--b\r\nContent-Disposition: form-data; name="f"; filename="up.txt"\r\n\r\nabc\r\n--b--\r\n';
    const head = `POST /up HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${form.length}\r\n\r\n`;
    expect(named(await objectsOf([['>', head + form]]))).toEqual([`HTTP up ${form.length}`, 'MIME up.txt 3']);
  });
});

const MAIL = [
  'Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=',
  'Content-Type: multipart/mixed; boundary="x"',
  '',
  '--x',
  'Content-Type: text/plain',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'a=3Db =',
  'c',
  '--x',
  'Content-Type: application/pdf; name="a.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  'JVBERi0x',
  '--x--',
  '',
].join('\r\n');

describe('objects of mail', () => {
  it('are mails as a whole and their parts', async () => {
    const objects = await objectsOf(
      [
        ['<', '220 hi\r\n'],
        ['>', 'EHLO me\r\nMAIL FROM:<a@b>\r\nDATA\r\n'],
        ['<', '250 hi\r\n250 ok\r\n354 go\r\n'],
        ['>', `${MAIL}..dot\r\n.\r\nQUIT\r\n`],
      ],
      25,
    );
    expect(named(objects)).toEqual([`SMTP Grüße.eml ${MAIL.length + 6}`, 'MIME  5', 'MIME a.pdf 6']);
    expect(objects.map(({ content }) => content)).toEqual(['text/plain', 'text/plain', 'application/pdf']);
    expect(objects[0]?.sha256).toBe(sha256(`${MAIL}.dot\r\n`));
    expect(objects[1]?.sha256).toBe(sha256('a=b c'));
  });

  it('are none where the server refuses, and are put together from chunks', async () => {
    const refused: Utterance[] = [
      ['<', '220 hi\r\n'],
      ['>', 'EHLO me\r\n'],
      ['>', 'DATA\r\n'],
      ['<', '503 no\r\n'],
      ['>', 'MAIL FROM:<a@b>\r\n'],
      ['>', 'BDAT 5\r\nSubje'],
      ['>', 'BDAT 12 LAST\r\nct: x\r\n\r\nabcQUIT\r\n'],
    ];
    expect(named(await objectsOf(refused, 25))).toEqual(['SMTP x.eml 17']);
  });

  it('are those of POP3', async () => {
    const objects = await objectsOf(
      [
        ['<', '+OK hi\r\n'],
        ['>', 'LIST\r\n'],
        ['<', '+OK\r\n1 20\r\n.\r\n'],
        ['>', 'RETR 1\r\n'],
        ['<', '+OK\r\nSubject: y\r\n\r\nb\r\n.\r\n'],
      ],
      110,
    );
    expect(named(objects)).toEqual(['POP3 y.eml 17']);
  });
});

describe('transfers', () => {
  const data = (text: string, client: number, server: number): TestPacket[] =>
    talkPackets([['<', text]], client, server);

  it('of FTP are found by the port that was named, and by who sends', async () => {
    const control = talkPackets(
      [
        ['<', '220 hi\r\n'],
        ['>', 'USER x\r\n'],
        ['>', 'PASV\r\n'],
        ['<', '227 Entering (10,0,0,2,8,1)\r\n'],
        ['>', 'RETR dir/a.txt\r\n'],
        ['>', 'EPSV\r\n'],
        ['<', '229 Entering (|||2050|)\r\n'],
        ['>', 'STOR up#1.bin\r\n'],
      ],
      5000,
      21,
    );
    const stored = talkPackets([['>', 'sent']], 6002, 2050);
    expect(named(await objectsIn([...control, ...data('got it', 6001, 2049), ...stored]))).toEqual([
      'FTP a.txt 6',
      'FTP up#1.bin 4',
    ]);
  });

  it('of TFTP go by blocks, whatever the port of the server', async () => {
    const block = (number: number, text: string): string =>
      `\\x00\\x03\\x00${String.fromCharCode(number)}${text}`.replaceAll(/\\x(..)/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      );
    const list = packets(`
      0.0 10.0.0.1:7000 > 10.0.0.2:69 UDP "\u0000\u0001boot/a.img\u0000octet\u0000"
      0.1 10.0.0.2:3333 > 10.0.0.1:7000 UDP "${block(1, 'x'.repeat(512))}"
      0.2 10.0.0.2:3333 > 10.0.0.1:7000 UDP "${block(1, 'x'.repeat(512))}"
      0.3 10.0.0.2:3333 > 10.0.0.1:7000 UDP "${block(2, 'end')}"
    `);
    const [object] = await objectsIn(list);
    expect(object).toMatchObject({
      protocol: 'TFTP',
      name: 'a.img',
      size: 515,
      way: 0,
      sha256: sha256(`${'x'.repeat(512)}end`),
    });
  });
});

describe('the table of objects', () => {
  it('is empty before they are looked for, then answers questions, and saves', async () => {
    const { session } = await open(
      talkPackets([
        ['>', 'GET /x HTTP/1.1\r\n\r\n'],
        ['<', `${ANSWER}\r\nabc`],
      ]),
    );
    const question = { table: 'objects', filter: 'name = x' };
    const before = await session.rows({ ...question, filter: '' }, 0, 10, ['name']);
    expect(before.ok && before.value.total).toBe(0);
    const found = await session.findObjects(() => Promise.resolve());
    expect(found).toEqual({ ok: true, value: { objects: 1, flows: 1, omitted: 0 } });
    const after = await session.rows(question, 0, 10, ['protocol', 'name', 'src', 'dst_port', 'packet', 'state']);
    expect(after.ok && after.value.cells).toEqual([['HTTP', 'x', '10.0.0.2', 5000, 4, 'complete']]);
    const pieces: (string | Uint8Array)[] = [];
    const hooks = {
      take: (piece: string | Uint8Array) => void pieces.push(piece),
      pause: () => Promise.resolve(false),
    };
    expect(await session.saveObjects([0], hooks)).toEqual({
      ok: true,
      value: { objects: 1, incomplete: 0, ownName: 'x' },
    });
    expect(Buffer.concat(pieces.map((piece) => Buffer.from(piece))).toString()).toBe('abc');
    expect(await session.saveObjects([1], hooks)).toMatchObject({ ok: false });
    session.meterAgain(PAGE_DEFAULTS);
    const again = await session.rows(question, 0, 10, ['name']);
    expect(again.ok && again.value.total).toBe(0);
  });
});
