import { UDP, TCP } from '../model/ip-protocols.ts';
import { ACK, FIN, RST, SYN } from '../model/tcp-flags.ts';
import type { ConnectionState } from '../model/connection-states.ts';

/**
 * How far a TCP connection came, by the rule of Zeek's `conn_state` (docs.zeek.org, base/protocols/conn/main.zeek): each end
 * has a state that its own packets move on, and the pair of them at the end of the flow has a name.
 */

/** State of one end. The responder counts as established once it has accepted, the originator once it answers that. */
enum End {
  /** Nothing was seen of it. */
  Inactive,
  SynSent,
  /** Its first packet was neither SYN nor FIN nor RST: the connection is older than the capture. */
  Partial,
  Established,
  Closed,
  Reset,
  /** It sent RST after its FIN: a close if the other end closes too, else a reset. */
  ClosedThenReset,
}

/** A kept state: three bits of the source, three of the destination, and whether the source began with SYN and ACK. */
const END_BITS = 3;
const END_MASK = 7;
const TURNED = 1 << (2 * END_BITS);

/** The new state of the end that sent a packet. */
function step(own: End, peer: End, flags: number): End {
  if (own === End.Reset || own === End.ClosedThenReset) return own;
  if ((flags & RST) !== 0) return own === End.Closed ? End.ClosedThenReset : End.Reset;
  if (own === End.Closed || (flags & FIN) !== 0) return End.Closed;
  if ((flags & SYN) !== 0) return own === End.Established || (flags & ACK) !== 0 ? End.Established : End.SynSent;
  if (own === End.Inactive) return End.Partial;
  return own === End.SynSent && peer !== End.Inactive && peer !== End.SynSent ? End.Established : own;
}

/** FIN, SYN, RST and ACK side by side. */
const flagBits = (flags: number): number => (flags & (FIN | SYN | RST)) | ((flags & ACK) >> 1);

/** The next state by state (seven bits), direction (one) and flags (four): one look for each packet. */
const STEPS = Uint8Array.from({ length: 1 << 12 }, (_, at) => {
  const state = at >> 5;
  const shift = ((at >> 4) & 1) * END_BITS;
  const flags = (at & (FIN | SYN | RST)) | ((at & 8) << 1);
  const own = (state >> shift) & END_MASK;
  const peer = (state >> (END_BITS - shift)) & END_MASK;
  const isAnswer = state === 0 && shift === 0 && (flags & (SYN | ACK)) === (SYN | ACK);
  return (state & ~(END_MASK << shift)) | (step(own, peer, flags) << shift) | (isAnswer ? TURNED : 0);
});

/** The state after a TCP packet of this direction (0 from the flow's source, 1 back); 0 before the first. */
export function nextConnectionState(state: number, direction: number, tcpFlags: number): number {
  return STEPS[(state << 5) | (direction << 4) | flagBits(tcpFlags)];
}

/**
 * Zeek's name for the state of a flow: of TCP from the kept state, of UDP from the packets each way; others have none. The
 * originator is the source, or the destination if the source began with SYN and ACK.
 */
export function connectionState(
  protocol: number,
  state: number,
  packets: number,
  packetsBack: number,
): ConnectionState | undefined {
  if (protocol === UDP) return packets > 0 ? (packetsBack > 0 ? 'SF' : 'S0') : 'SHR';
  if (protocol !== TCP) return undefined;
  const source = state & END_MASK;
  const destination = (state >> END_BITS) & END_MASK;
  return (state & TURNED) === 0 ? nameOf(source, destination) : nameOf(destination, source);
}

const isInactive = (end: End): boolean => end === End.Inactive || end === End.Partial;
const hasReset = (end: End): boolean => end === End.Reset || end === End.ClosedThenReset;
const hasClosed = (end: End): boolean => end === End.Closed || end === End.ClosedThenReset;

function nameOf(originator: End, responder: End): ConnectionState {
  if (hasClosed(originator) && hasClosed(responder)) return 'SF';
  if (hasReset(responder)) return originator === End.SynSent ? 'REJ' : isInactive(originator) ? 'RSTRH' : 'RSTR';
  if (hasReset(originator)) return isInactive(responder) ? 'RSTOS0' : 'RSTO';
  if (originator === End.Closed) return isInactive(responder) ? 'SH' : 'S2';
  if (responder === End.Closed) return isInactive(originator) ? 'SHR' : 'S3';
  if (originator === End.SynSent && responder === End.Inactive) return 'S0';
  return originator === End.Established && responder === End.Established ? 'S1' : 'OTH';
}
