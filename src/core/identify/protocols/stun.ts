import { Answer } from '../answer.ts';
import type { FlowState } from '../flow-state.ts';
import { serviceOfAddress } from '../hosts/address-ranges.ts';
import type { PayloadView } from '../payload-view.ts';
import { Transport, type Recogniser } from '../recogniser.ts';

const HEADER = 20;
const MOST = 512;
const REALM = 0x0014;
/** Attributes that only Skype and Teams send. */
const TEAMS = new Set([0x24df, 0x3802, 0x8036, 0x8095, 0x0800, 0x8006]);

/** STUN and TURN (RFC 8489, 5389, 3489: the cookie is not demanded); attributes tell who calls. */
export const stun: Recogniser = {
  names: ['STUN'],
  transport: Transport.Both,
  look(packet, flow, mark) {
    const at = isMessage(packet, 0)
      ? 0
      : packet.tcp && isMessage(packet, 2) && packet.u16(0) === packet.size - 2
        ? 2
        : -1;
    if (at < 0) return mark === 0 ? Answer.No : afterwards(packet, flow, mark);
    flow.stunSeen = true;
    const service = serviceOf(packet, at, flow);
    if (service !== '') return service === 'Zoom' ? found(flow, 'Zoom') : flow.found('STUN', service);
    if (packet.size === HEADER + at) return mark;
    const seen = (mark + 1) | (packet.u8(at) === 1 ? ANSWERED : 0);
    return (seen & COUNT) >= 3 && seen > COUNT ? flow.found('STUN', serviceOfAddress(packet)) : seen;
  },
};

/** What mark holds: messages with attributes, and whether one was an answer. */
const COUNT = 0xff;
const ANSWERED = 0x100;

/** What follows messages of STUN may be the call: WhatsApp's begins with 80. */
function afterwards(packet: PayloadView, flow: FlowState, mark: number): number {
  if (!packet.tcp && packet.u8(0) === 0x80) return flow.found('STUN', 'WhatsAppCall');
  return flow.payloads < 20 ? mark : Answer.No;
}

function found(flow: FlowState, service: string): number {
  flow.memory.rememberZoom(flow.clientKey);
  return flow.found('STUN', service);
}

function isMessage(packet: PayloadView, at: number): boolean {
  const size = packet.size - at;
  if (size < HEADER || size >= MOST || packet.toMany) return false;
  return (packet.u8(at) & 0xc0) === 0 && packet.u16(at + 2) + HEADER === size;
}

/** Whose call it is, by the attributes; "" if they do not tell. */
function serviceOf(packet: PayloadView, at: number, flow: FlowState): string {
  const type = packet.u16(at);
  if (type === 0x0800 || (type & 0xff00) === 0x8000) return 'WhatsAppCall';
  let from = at + HEADER;
  while (from + 4 <= packet.size) {
    const attribute = packet.u16(from);
    const length = packet.u16(from + 2);
    const service = attributeService(packet, attribute, from + 4, length, at, flow);
    if (service !== '') return service;
    from += 4 + ((length + 3) & ~3);
  }
  return '';
}

function attributeService(
  packet: PayloadView,
  attribute: number,
  value: number,
  length: number,
  at: number,
  flow: FlowState,
): string {
  if (attribute === 0x0101 || attribute === 0x0103) return 'Zoom';
  if (attribute >= 0x4000 && attribute <= 0x4002) return 'WhatsAppCall';
  if (attribute === REALM) return realmService(packet.text(value, length), flow);
  if (attribute === 0xc057 && packet.u16(at) === 1) {
    const size = packet.u16(at + 2);
    return size === 100 || size === 104 ? 'FacebookVoip' : '';
  }
  if (attribute === 0x8054 && length === 4 && packet.u24(value + 1) === 0) return 'Skype_TeamsCall';
  if (attribute === 0x8070 && (packet.u32(value) === 2 || packet.u32(value) === 3)) return 'Skype_TeamsCall';
  if (TEAMS.has(attribute)) return 'Skype_TeamsCall';
  return attribute === 0xff03 ? 'GoogleHangoutDuo' : '';
}

function realmService(realm: string, flow: FlowState): string {
  flow.setHost(realm);
  if (realm.includes('google.com')) return 'GoogleHangoutDuo';
  if (realm.includes('signal.org')) return 'SignalVoip';
  return realm.includes('facebook') ? 'FacebookVoip' : '';
}
