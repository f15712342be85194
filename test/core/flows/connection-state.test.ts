import { describe, expect, it } from 'vitest';
import { connectionState, nextConnectionState } from '../../../src/core/flows/connection-state.ts';
import { TCP, UDP } from '../../../src/core/model/ip-protocols.ts';
import { ACK, FIN, PSH, RST, SYN } from '../../../src/core/model/tcp-flags.ts';

/** One letter a packet, as in Zeek's history: upper case from the source, lower case back. */
const LETTERS: Readonly<Record<string, number>> = {
  S: SYN,
  H: SYN | ACK,
  A: ACK,
  D: PSH | ACK,
  F: FIN | ACK,
  R: RST,
};

function stateAfter(history: string): string | undefined {
  let state = 0;
  for (const letter of history) {
    const flags = LETTERS[letter.toUpperCase()] ?? 0;
    state = nextConnectionState(state, letter === letter.toUpperCase() ? 0 : 1, flags);
  }
  return connectionState(TCP, state, 1, 1);
}

describe('the state of a TCP connection', () => {
  it.each([
    ['S', 'S0', 'a question without an answer'],
    ['SSS', 'S0', 'asked again and again'],
    ['Sr', 'REJ', 'refused'],
    ['ShA', 'S1', 'opened'],
    ['ShADad', 'S1', 'at work'],
    ['Sh', 'OTH', 'accepted, and not taken up'],
    ['ShADadFaf', 'SF', 'closed both ways'],
    ['ShADadFfR', 'SF', 'closed both ways, then reset'],
    ['ShADadFRf', 'SF', 'reset by who had closed, then closed by the other'],
    ['ShADadF', 'S2', 'closed by who opened it'],
    ['ShADadf', 'S3', 'closed by who was asked'],
    ['ShADadR', 'RSTO', 'reset by who opened it'],
    ['ShADadFR', 'RSTO', 'closed and reset by who opened it, before the other closed'],
    ['ShADadr', 'RSTR', 'reset by who was asked'],
    ['SR', 'RSTOS0', 'given up'],
    ['hr', 'RSTRH', 'accepted without a question, then reset'],
    ['SF', 'SH', 'a question, then closed'],
    ['hf', 'SHR', 'accepted without a question, then closed'],
    ['DaDa', 'OTH', 'begun before the capture'],
    ['DaFf', 'SF', 'begun before the capture, closed both ways'],
  ])('%s is %s: %s', (history, state) => {
    expect(stateAfter(history)).toBe(state);
  });

  it('takes the receiver of the first packet for the originator if that packet accepts', () => {
    expect(stateAfter('HaDadFf')).toBe('SF');
    expect(stateAfter('HR')).toBe('RSTRH');
    expect(stateAfter('HF')).toBe('SHR');
  });

  it('of UDP tells questions and answers, of others nothing', () => {
    expect(connectionState(UDP, 0, 3, 0)).toBe('S0');
    expect(connectionState(UDP, 0, 3, 1)).toBe('SF');
    expect(connectionState(UDP, 0, 0, 1)).toBe('SHR');
    expect(connectionState(1, 0, 1, 1)).toBeUndefined();
  });
});
