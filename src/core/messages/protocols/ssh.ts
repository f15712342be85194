/** SSH (RFC 4253): banners, the algorithms that both ends offer with HASSH of them, and what else is said in clear. */
import { latin1, oneLine } from '../../../base/text.ts';
import type { Way } from '../../model/stream.ts';
import { Cursor } from '../cursor.ts';
import { FramedReader, type Framing } from '../framed.ts';
import { made, words } from '../made.ts';
import type { Message } from '../message.ts';
import { clientOf, type Ends, type StreamProtocol } from '../stream-reader.ts';
import { md5Hex } from '../../fingerprints/hash-text.ts';

const PORT = 22;
/** A banner is no longer (RFC 4253, section 4.2), a packet in clear neither (section 6.1). */
const MOST_BANNER = 255;
const MOST_PACKET = 35_000;
const KEXINIT = 20;
const NEWKEYS = 21;
const NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'Disconnect'],
  [2, 'Ignore'],
  [4, 'Debug'],
  [KEXINIT, 'Key Exchange Init'],
  [NEWKEYS, 'New Keys'],
  [30, 'Key Exchange 30'],
  [31, 'Key Exchange 31'],
  [32, 'Key Exchange 32'],
  [33, 'Key Exchange 33'],
  [34, 'Key Exchange 34'],
]);

export const SSH: StreamProtocol = {
  name: 'SSH',
  looks: (bytes) => (bytes.length < 4 ? 'SSH-'.startsWith(latin1(bytes)) && 'later' : latin1(bytes, 0, 4) === 'SSH-'),
  open: (sink, ends) => new FramedReader(new SshFraming(ends), sink),
};

class SshFraming implements Framing {
  private readonly greeted: [boolean, boolean] = [false, false];
  private readonly hidden: [boolean, boolean] = [false, false];
  private readonly clientWay: Way;

  constructor(ends: Ends) {
    this.clientWay = clientOf(ends, PORT);
  }

  get isDone(): boolean {
    return this.hidden[0] && this.hidden[1];
  }

  size(bytes: Uint8Array, way: Way): number {
    if (this.hidden[way]) return bytes.length;
    if (!this.greeted[way]) {
      const end = bytes.indexOf(10);
      if (end < 0) return bytes.length > MOST_BANNER ? -1 : 0;
      return end + 1;
    }
    if (bytes.length < 6) return 0;
    const length = new Cursor(bytes).u32();
    const isPlain = length > 5 && length <= MOST_PACKET && bytes[4] >= 4 && NAMES.has(bytes[5]);
    if (!isPlain) this.hidden[way] = true;
    return isPlain ? 4 + length : bytes.length;
  }

  read(bytes: Uint8Array, way: Way): readonly Message[] {
    if (this.hidden[way]) return [];
    const isClient = way === this.clientWay;
    if (!this.greeted[way]) return this.banner(bytes, way, isClient);
    const type = bytes[5];
    if (type === NEWKEYS) this.hidden[way] = true;
    if (type === KEXINIT) return [keyExchange(new Cursor(bytes, 22), isClient)];
    const kind = NAMES.get(type) ?? String(type);
    return [made(kind, 'notice', kind, {})];
  }

  /** Lines before the banner are allowed of a server. */
  private banner(bytes: Uint8Array, way: Way, isClient: boolean): readonly Message[] {
    const text = oneLine(latin1(bytes).trimEnd(), MOST_BANNER);
    if (!text.startsWith('SSH-')) return [];
    this.greeted[way] = true;
    const [, version = '', agent = ''] = /^SSH-([^-]*)-(.*)$/.exec(text) ?? [];
    return [
      made('banner', 'notice', `${isClient ? 'Client' : 'Server'}: ${text}`, { version: `SSH-${version}`, agent }),
    ];
  }
}

/** Ten lists of names (RFC 4253, section 7.1); HASSH: https://github.com/salesforce/hassh. */
function keyExchange(cursor: Cursor, isClient: boolean): Message {
  const lists = Array.from({ length: 10 }, () => cursor.sub(cursor.u32()).raw());
  const [
    kex = '',
    hostKeys = '',
    cipherThere = '',
    cipherBack = '',
    macThere = '',
    macBack = '',
    packThere = '',
    packBack = '',
  ] = lists;
  const text = isClient
    ? [kex, cipherThere, macThere, packThere].join(';')
    : [kex, cipherBack, macBack, packBack].join(';');
  const first = (list: string): string => oneLine(list.split(',')[0] ?? '');
  return made(
    'Key Exchange Init',
    'notice',
    `${isClient ? 'Client' : 'Server'} offers ${first(kex)}, ${first(cipherThere)}, …`,
    {
      cipher: oneLine(isClient ? cipherThere : cipherBack, 512),
      hassh: md5Hex(text),
      details: words({
        exchange: oneLine(kex, 512),
        'host keys': oneLine(hostKeys, 256),
        MAC: oneLine(isClient ? macThere : macBack, 512),
      }),
    },
  );
}
