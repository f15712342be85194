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

/** The first name, which is the question's if there is one, as NFStream writes it; "" for a compressed one. */
function firstName(packet: PayloadView, at: number): string {
  let name = '';
  for (let from = at + 12; ;) {
    const length = packet.u8(from);
    if (length === 0) return name;
    if (length < 0 || length > 63 || from + 1 + length > packet.size) return length > 63 ? '' : name;
    if (name !== '') name += '.';
    for (let index = 1; index <= length; index++) name += letter(packet.u8(from + index));
    from += 1 + length;
    if (name.length > 255) return name;
  }
}

function letter(byte: number): string {
  if (byte < 32 || byte > 126) return '?';
  const character = String.fromCharCode(byte).toLowerCase();
  return /[a-z0-9_-]/.test(character) ? character : '_';
}
