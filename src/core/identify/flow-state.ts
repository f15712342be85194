import { Answer } from './answer.ts';
import { endKey, type Memory } from './memory.ts';
import type { PayloadView } from './payload-view.ts';

/** How sure a name is: NFStream's `application_confidence`. */
export const Confidence = { Unknown: 0, ByPort: 1, Partial: 3, FromCache: 4, ByContent: 6 } as const;

/** Reads further packets of a flow that has its name. False: nothing more to read. `packet.size` may be 0. */
export type ReadOn = (packet: PayloadView, flow: FlowState) => boolean;

/** What is known of one open flow record: used again for another when the record is decided. */
export class FlowState {
  /** One word for each recogniser: what it answered last. */
  readonly marks: Int32Array;
  /** Places of the recognisers that are still in question, in order, and how many they are. */
  readonly open: Int16Array;
  opened = 0;
  /** Packets of the record so far, usable ones, those with payload that were looked at (of each end). */
  packets = 0;
  usable = 0;
  payloads = 0;
  readonly payloadsOf: [number, number] = [0, 0];
  tcp = false;
  ipProtocol = 0;
  /** Which end of the conversation is the client. */
  client = 0;
  clientPort = 0;
  serverPort = 0;
  /** First words of both ends' addresses. */
  serverAddress = 0;
  clientAddress = 0;
  sawHandshake = false;
  /** Next sequence number of each end; -1: not known. */
  readonly expected: [number, number] = [-1, -1];
  /** Place of the recogniser that goes first; -1 for none. */
  first = -1;
  /** By port; "" for none. */
  portName = '';
  /** A half-recognised protocol that takes the place of the port's name. */
  halfName = '';
  /** A part of a STUN exchange was seen. */
  stunSeen = false;

  master = '';
  service = '';
  /** Category that the matched host, or the content, has; "" for that of the name. */
  category = '';
  confidence: number = Confidence.Unknown;
  guessed = false;
  host = '';
  userAgent = '';
  contentType = '';
  /** Fingerprints that are no hello's. */
  clientPrint = '';
  serverPrint = '';
  /** The last hello of the client, the first of it and of the server, by their numbers in the tables of `memory`; -1 for none. */
  clientHello = -1;
  firstHello = -1;
  serverHello = -1;
  /** Our own name for what has none; "" for none. */
  own = '';
  /** Our own name where NFStream's is not true; "" for none. */
  instead = '';
  /** Number of the packet, from 1 on, by which the name, and our own, was told; 0 for none. */
  toldAt = 0;
  ownAt = 0;
  readOn: ReadOn | undefined;
  /** Packets for which `readOn` is still asked. */
  left = 0;
  /** Whatever a protocol of several packets must keep: bytes put together, words seen. */
  room: unknown;
  /** A room that the next flow may have. */
  spare: unknown;

  constructor(
    recognisers: number,
    readonly memory: Memory,
  ) {
    this.marks = new Int32Array(recognisers);
    this.open = new Int16Array(recognisers);
  }

  /** As new. */
  reset(): void {
    this.marks.fill(0);
    this.packets = this.usable = this.payloads = 0;
    this.payloadsOf[0] = this.payloadsOf[1] = 0;
    this.sawHandshake = this.stunSeen = this.guessed = false;
    this.expected[0] = this.expected[1] = this.first = -1;
    this.portName = this.halfName = this.master = this.service = this.category = '';
    this.host = this.userAgent = this.contentType = this.clientPrint = this.serverPrint = this.own = this.instead = '';
    this.clientHello = this.firstHello = this.serverHello = -1;
    this.toldAt = this.ownAt = 0;
    this.confidence = Confidence.Unknown;
    this.readOn = undefined;
    this.room = undefined;
    this.left = 0;
  }

  /** Address and port of the server, for the memory across flows. */
  get serverKey(): number {
    return endKey(this.serverAddress, this.serverPort);
  }

  /** The same of the client. */
  get clientKey(): number {
    return endKey(this.clientAddress, this.clientPort);
  }

  /** Names the flow by content. */
  found(master: string, service = ''): number {
    this.master = master;
    this.service = service;
    this.confidence = Confidence.ByContent;
    return Answer.Yes;
  }

  /** Goes on with further packets of a named flow, those without payload counted. */
  further(packets: number, readOn: ReadOn): void {
    this.left = packets;
    this.readOn = readOn;
  }

  /** The host as it was said; the first one stays. Returns true if it was taken. */
  setHost(text: string): boolean {
    if (this.host !== '' || text === '') return false;
    this.host = this.memory.hostOf(text);
    return true;
  }

  /** Names the service of the host from the table, if it knows one. */
  serveHost(host = this.host): boolean {
    const service = this.memory.serviceOf(host);
    if (service === null) return false;
    this.service = service.name;
    if (service.category !== undefined) this.category = service.category;
    return true;
  }
}
