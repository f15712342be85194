import { Answer } from '../answer.ts';
import type { FlowState } from '../flow-state.ts';
import type { PayloadView } from '../payload-view.ts';
import { Transport, type Recogniser } from '../recogniser.ts';

const COMMANDS =
  `abor acct adat allo appe auth ccc cdup conf cwd dele enc eprt epsv feat help lang list lprt lpsv mdtm mic
  mkd mlsd mlst mode nlst noop opts pass pasv pbsz port prot pwd quit rein rest retr rmd rnfr rnto site size smnt stat
  stor stou stru syst type user xcup xmkd xpwd xrcp xrmd xrsq xsem xsen clnt host`.split(/\s+/);
const MOST_PACKETS = 8;

/** FTP's control connection (RFC 959): a command and an answer of the other side, named after a password or a refusal. */
export const ftpControl: Recogniser = {
  names: ['FTP_CONTROL'],
  transport: Transport.Tcp,
  text: true,
  look(packet, flow, mark) {
    if (packet.usesPort(25) || flow.payloads > MOST_PACKETS || !packet.isText) return Answer.No;
    const digit = packet.u8(0) >= 0x30 && packet.u8(0) <= 0x39;
    if (packet.hasAnyCase('auth tls') || packet.hasAnyCase('auth ssl')) return named(flow);
    const sender = packet.fromClient ? 1 : 2;
    if (isCommand(packet)) {
      return sender | (packet.hasAnyCase('pass') ? 4 : mark & 4);
    }
    if (!digit || (mark & 3) === 0 || (mark & 3) === sender) return mark;
    const refused = packet.u8(0) === 0x34 || packet.u8(0) === 0x35;
    return (mark & 4) !== 0 || refused ? named(flow) : mark & 4;
  },
};

/** What a greeting of SMTP would have been is none. */
function named(flow: FlowState): number {
  flow.host = '';
  return flow.found('FTP_CONTROL');
}

/** Commands of three and of four letters as numbers, in lower case. */
const WORDS = new Set(COMMANDS.map((text) => [...text].reduce((sum, letter) => sum * 256 + letter.charCodeAt(0), 0)));

function isCommand(packet: PayloadView): boolean {
  const four = packet.u32(0);
  if (four < 0) return false;
  if (isBreak(packet.u8(3))) return WORDS.has((four >>> 8) | 0x202020);
  return isBreak(packet.u8(4)) && WORDS.has((four | 0x20202020) >>> 0);
}

function isBreak(byte: number): boolean {
  return byte === 0x20 || byte === 0x0d || byte === 0x0a;
}

/** Beginnings of files. */
const MAGIC =
  `\x25PDF|\x89PNG|GIF8|\xff\xd8\xff|PK\x03\x04|\x1f\x8b\x08|BZh|MZ|\x7fELF|Rar!|\x00\x00\x01\xba|RIFF|ID3|OggS|fLaC|#!/|<?xm|7z\xbc\xaf`.split(
    '|',
  );

/** FTP's data connection: by its port, a listing, or the beginning of a file. */
export const ftpData: Recogniser = {
  names: ['FTP_DATA'],
  transport: Transport.Tcp,
  look(packet, flow) {
    if (!flow.sawHandshake) return Answer.No;
    if (packet.usesPort(20) || isListing(packet) || (packet.size >= 256 && MAGIC.some((text) => packet.has(text)))) {
      return flow.found('FTP_DATA');
    }
    return Answer.No;
  },
};

/** A line of `ls -l`. */
function isListing(packet: PayloadView): boolean {
  return (
    packet.size > 16 &&
    'dl-'.includes(String.fromCharCode(packet.u8(0))) &&
    /^[dl-]([r-][w-][x-]){3} /.test(packet.text(0, 12))
  );
}
