/**
 * What became of a connection, by Zeek's `conn_state` (docs.zeek.org, base/protocols/conn/main.zeek), and a few words for
 * each. The originator is who asked for the connection, the responder who was asked.
 */
export const CONNECTION_STATES = {
  SF: 'closed',
  S1: 'open',
  S0: 'no answer',
  REJ: 'refused',
  S2: 'half closed by originator',
  S3: 'half closed by responder',
  RSTO: 'reset by originator',
  RSTR: 'reset by responder',
  RSTOS0: 'given up, no answer',
  RSTRH: 'accepted, then reset, no SYN seen',
  SH: 'closed by originator, no answer',
  SHR: 'closed by responder, no SYN seen',
  OTH: 'mid-stream',
} as const;

/** Zeek's name of a state. */
export type ConnectionState = keyof typeof CONNECTION_STATES;

/** The names, in the order in which they are listed. */
export const CONNECTION_STATE_NAMES = Object.keys(CONNECTION_STATES) as readonly ConnectionState[];

/** The states of a TCP connection that never was, or was broken off: who asked got nothing, or lost it. */
export const FAILED_STATES: readonly ConnectionState[] = ['S0', 'REJ', 'RSTOS0', 'SH'];

/** The same of UDP, which has no handshake: whether there was an answer. */
export const DATAGRAM_WORDS: Readonly<Partial<Record<ConnectionState, string>>> = {
  SF: 'answered',
  S0: 'no answer',
  SHR: 'answer only',
};
