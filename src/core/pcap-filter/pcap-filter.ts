import { answered, badQuestion, type Failure, type Reply } from '../model/failure.ts';
import { ETHERNET, linkTypeTitle } from '../model/link-types.ts';
import { compileExpression } from './compile.ts';
import { Decoding, FILTERED_LINK_TYPES } from './layout.ts';
import { PacketBytes } from './packet-bytes.ts';
import { parseExpression } from './parser.ts';
import { FilterError } from './syntax.ts';
import type { Expression } from './syntax.ts';
import { ALWAYS, and, NEVER } from './test.ts';
import type { Test } from './test.ts';

/** Tells whether a packet passes: its first byte in `bytes`, how many were captured, how many were on the wire. */
export type PacketTest = (bytes: Uint8Array, start: number, captured: number, wire: number) => boolean;

/** Reads a filter of the pcap-filter language (pcap-filter(7)); undefined if it is empty. Failure: 'bad-question'. */
export function parsePcapFilter(text: string): Reply<Expression | undefined> {
  return guarded(() => parseExpression(text));
}

/**
 * Makes the test for packets of a link type. Failure 'bad-question' if the expression means nothing there, or if it can
 * pass no packet, which libpcap refuses too.
 */
export function compilePcapFilter(expression: Expression | undefined, linkType: number): Reply<PacketTest> {
  return guarded(() => {
    const decoding = Decoding.of(linkType);
    if (decoding === undefined)
      throw new FilterError(`packets of link type ${linkType} (${linkTypeTitle(linkType)}) cannot be filtered`, 0);
    const test = expression === undefined ? ALWAYS : compileExpression(decoding, expression);
    if (test === NEVER) throw new FilterError('expression rejects all packets', 0);
    return packetTest(and(decoding.preparation, test), decoding.slots);
  });
}

/**
 * One filter for captures of any link types: tests are made when the first packet of a link type comes. Where none can
 * be made, nothing of that link type passes, and `failure` says why; who reads a further capture clears it.
 */
export class PcapFilter {
  failure: Failure | undefined;
  private readonly tests = new Map<number, PacketTest>();

  constructor(private readonly expression: Expression | undefined) {}

  /** Reads a filter. Failure if it is not understood, or fits no link type at all. */
  static read(text: string): Reply<PcapFilter> {
    const parsed = parsePcapFilter(text);
    if (!parsed.ok) return parsed;
    const replies = [ETHERNET, ...FILTERED_LINK_TYPES].map((linkType) => compilePcapFilter(parsed.value, linkType));
    const [first] = replies;
    if (!first.ok && !replies.some(({ ok }) => ok)) return first;
    return answered(new PcapFilter(parsed.value));
  }

  /** True if the packet passes. */
  accepts(bytes: Uint8Array, start: number, captured: number, wire: number, linkType: number): boolean {
    const test = this.tests.get(linkType) ?? this.compile(linkType);
    return test(bytes, start, captured, wire);
  }

  private compile(linkType: number): PacketTest {
    const reply = compilePcapFilter(this.expression, linkType);
    const test = reply.ok ? reply.value : this.refusing(reply.failure);
    this.tests.set(linkType, test);
    return test;
  }

  private refusing(failure: Failure): PacketTest {
    return () => {
      this.failure ??= failure;
      return false;
    };
  }
}

function packetTest(test: Test, slots: number): PacketTest {
  const packet = new PacketBytes();
  for (let slot = 0; slot < slots; slot++) packet.slots.push(0);
  return (bytes, start, captured, wire) => {
    packet.set(bytes, start, captured, wire);
    return test(packet) && !packet.refused;
  };
}

function guarded<T>(make: () => T): Reply<T> {
  try {
    return answered(make());
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    return badQuestion(error.detail, error.at);
  }
}
