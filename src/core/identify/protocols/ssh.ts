import type { FlowState } from '../flow-state.ts';
import { Answer } from '../answer.ts';
import type { PayloadView } from '../payload-view.ts';
import { Transport, type Recogniser } from '../recogniser.ts';
import { Cursor } from './cursor.ts';
import { md5Hex } from '../../fingerprints/hash-text.ts';

const KEXINIT = 20;

/** SSH (RFC 4253): its banner; then the lists of both sides, as HASSH hashes them. */
export const ssh: Recogniser = {
  names: ['SSH'],
  transport: Transport.Tcp,
  look(packet, flow) {
    if (packet.size <= 7 || !packet.has('SSH-')) return Answer.No;
    flow.found('SSH');
    flow.further(12, readOn);
    return Answer.Yes;
  },
};

/** NFStream takes the packet of the lower port for the server's, and hashes what the packet itself holds of the lists. */
function readOn(packet: PayloadView, flow: FlowState): boolean {
  if (packet.size <= 7 || packet.has('SSH-') || packet.u8(5) !== KEXINIT) return true;
  const fromServer = packet.sourcePort < packet.destinationPort;
  const print = md5Hex(listsOf(packet, fromServer)).toUpperCase();
  if (fromServer) flow.serverPrint = print;
  else flow.clientPrint = print;
  return flow.serverPrint === '' || flow.clientPrint === '';
}

/** `kex;encryption;mac;compression` of one direction; "" if the packet does not hold all of it. */
function listsOf(packet: PayloadView, fromServer: boolean): string {
  const length = packet.u32(0);
  if (length < 0 || length + 4 > packet.size) return '';
  const cursor = new Cursor(packet.bytes, packet.at + 22, packet.at + packet.size);
  const lists = Array.from({ length: 8 }, () => cursor.sub(cursor.u32()).text());
  const [kex, , encC, encS, macC, macS, compC, compS] = lists;
  return cursor.ok ? [kex, ...(fromServer ? [encS, macS, compS] : [encC, macC, compC])].join(';') : '';
}
