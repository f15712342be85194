import { KnownTexts } from '../../../base/known-texts.ts';
import { Answer } from '../answer.ts';
import type { FlowState } from '../flow-state.ts';
import type { PayloadView } from '../payload-view.ts';
import { Transport, type Recogniser } from '../recogniser.ts';

const DNS = 53;
const MDNS = 5353;
const LLMNR = 5355;
const ANSWER = 0x8000;
/** Opcode update (RFC 2136). */
const UPDATE = 0x2800;

/** DNS, mDNS and LLMNR (RFC 1035, 6762, 4795) on their ports; over TCP behind a length. */
export const dns: Recogniser = {
  names: ['DNS', 'MDNS', 'LLMNR'],
  transport: Transport.Both,
  ports: [53, 5353, 5355],
  look(packet, flow) {
    const { destinationPort } = packet;
    if (!packet.usesPort(DNS) && !packet.usesPort(MDNS) && destinationPort !== LLMNR) return Answer.No;
    const at = packet.tcp ? 2 : 0;
    if (packet.size <= 12 + at) return Answer.No;
    if (!isMessage(packet, at)) return packet.tcp ? 0 : Answer.No;
    flow.found(destinationPort === LLMNR ? 'LLMNR' : packet.usesPort(MDNS) ? 'MDNS' : 'DNS');
    if (readName(packet, flow)) flow.further(5, readOn);
    return Answer.Yes;
  },
};

function readOn(packet: PayloadView, flow: FlowState): boolean {
  const at = packet.tcp ? 2 : 0;
  if (packet.size <= 12 + at) return true;
  readName(packet, flow);
  return false;
}

/** NFStream keeps the name of the second message, an answer as a rule. False when an answer was read. */
function readName(packet: PayloadView, flow: FlowState): boolean {
  const at = packet.tcp ? 2 : 0;
  flow.host = '';
  flow.setHost(firstName(packet, at));
  if (flow.serveHost()) flow.master = 'DNS';
  return (packet.u16(at + 2) & ANSWER) === 0;
}

function isMessage(packet: PayloadView, at: number): boolean {
  const flags = packet.u16(at + 2);
  const questions = packet.u16(at + 4);
  const { destinationPort } = packet;
  const many = destinationPort === MDNS || destinationPort === LLMNR;
  if (many && !packet.toMany && flags !== 0 && questions > 0) return false;
  if ((flags & ANSWER) !== 0) return true;
  const plain = (flags & 0x7800) === 0 || (flags & 0x7800) === UPDATE;
  return questions <= 16 && (plain || (packet.u16(at + 6) === 0 && packet.u16(at + 8) === 0));
}

/** The longest name that is read; one more label may follow. */
const MOST_NAME = 255;
const texts = new KnownTexts();
const letters = new Uint8Array(MOST_NAME + 65);
const DOT = 0x2e;

/** The first name, which is the question's if there is one, as NFStream writes it; "" for a compressed one. */
function firstName({ bytes, at, size }: PayloadView, start: number): string {
  const end = at + size;
  let length = 0;
  for (let from = at + start + 12; from < end && length <= MOST_NAME;) {
    const label = bytes[from];
    if (label > 63) return '';
    if (label === 0 || from + 1 + label > end) break;
    if (length > 0) letters[length++] = DOT;
    for (let index = 1; index <= label; index++) letters[length++] = LETTERS[bytes[from + index]];
    from += 1 + label;
  }
  return texts.of(letters, 0, length);
}

/** What NFStream writes for each byte. */
const LETTERS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte < 32 || byte > 126) return 0x3f;
  const character = String.fromCharCode(byte).toLowerCase();
  return (/[a-z0-9_-]/.test(character) ? character : '_').charCodeAt(0);
});
