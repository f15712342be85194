import { short } from '../../../base/bytes.ts';
import type { FurtherPackets } from '../../model/capture-info.ts';
import * as EtherType from '../../model/ethertypes.ts';
import * as IpProtocol from '../../model/ip-protocols.ts';
import * as LinkType from '../../model/link-types.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { DECODINGS, type Decoding } from '../../model/parameters.ts';
import { TunnelId } from '../../model/tunnels.ts';
import type { PacketDecoder } from '../nfstream/packet-decoder.ts';
import { BeyondDecoder, type DecodingParameters } from './beyond-decoder.ts';
import { buildReaders } from './readers.ts';

/** Choices of decodings that are counted apart; what comes beyond them is counted as needing all. */
const MOST_CHOICES = 200;
/** So many packets of one shape are tried with every choice; if all need the same, so do the others of the shape. */
const TRIALS = 64;
/** Reasons of FlowlessReason. */
const REASONS = 16;

/** What packets of one shape (the readers that they met, link type, reason) were found to need. */
interface Shape {
  readonly need: number;
  trials: number;
}

/** One row of the counts, while it grows. */
interface Row extends FurtherPackets {
  packets: number;
  readonly flowless: number[];
}

/** How a packet looks to all decodings, compared with those in force. */
export enum Look {
  /** No different. */
  Same,
  /** There is an IP packet within that they do not find: `choice` says what finds it. */
  More,
  /** Where they find an IP packet, there is none by the word of the headers before it. */
  Nothing,
}

/**
 * Looks at packets with the meter's readers of all decodings, to say what those in force leave closed. Whether a packet
 * opens is always tried; which decodings it needs is tried for the first packets of each shape.
 */
export class FurtherLook {
  /** After `Look.More`: row of `rows`. */
  choice = 0;
  /** After `Look.More`: the IP header that is found now is none that the headers before it lead to. */
  isMisread = false;
  private readonly all: NotingDecoder;
  /** Decodings that come into question, whose numbers here are the bits of a choice. */
  private readonly open: readonly Decoding[];
  /** Bits of the readers that the packet at hand has met. */
  private met = 0;
  private readonly decoders = new Map<number, BeyondDecoder>();
  private readonly shapes = new Map<number, Shape>();
  private readonly choices = new Map<number, number>();
  /** UDP ports and IP protocols that lead to a reader. */
  private readonly ports = new Uint8Array(65536);
  private readonly protocols = new Uint8Array(256);

  /**
   * @param parameters those in force
   * @param rows given a row for each choice that is met
   */
  constructor(
    private readonly parameters: DecodingParameters,
    private readonly rows: FurtherPackets[],
  ) {
    this.open = DECODINGS.filter((name) => !parameters.decode.includes(name));
    this.all = new NotingDecoder(this.with(DECODINGS), false, (reader, options) => {
      const bits = this.bitsOf(options);
      return (bytes, at, end, next) => {
        this.met |= bits;
        return reader(bytes, at, end, next);
      };
    });
    const { ports, protocols } = buildReaders(DECODINGS);
    for (const port of ports.keys()) this.ports[port] = 1;
    for (const protocol of [...protocols.keys(), IpProtocol.AH]) this.protocols[protocol] = 1;
  }

  /** The ethertype by which all decodings came to an IP header of the packet at hand; 0 where none named it. */
  typeAt(network: number): number {
    return this.all.types[this.all.headers.indexOf(network)] ?? 0;
  }

  /**
   * Whether a packet in a flow may look different: cheap, and false of most. False is sure of Ethernet that names IP;
   * other headers before it are always looked at. `start`: the packet's first byte.
   */
  mayDiffer(bytes: Uint8Array, start: number, linkType: number, decoder: PacketDecoder): boolean {
    if (!namesIp(bytes, start, linkType)) return true;
    const { protocol, sourcePort, destinationPort, tunnel } = decoder.packet;
    if (tunnel === TunnelId.Capwap || tunnel === TunnelId.Tzsp) return true;
    if (protocol === IpProtocol.TCP) return false;
    if (protocol !== IpProtocol.UDP) return this.protocols[protocol] !== 0;
    return (this.ports[sourcePort] | this.ports[destinationPort]) !== 0;
  }

  /** Looks at the packet that `decoder` has just decoded. */
  look(
    bytes: Uint8Array,
    start: number,
    captured: number,
    linkType: number,
    wire: number,
    decoder: PacketDecoder,
  ): Look {
    const { reason: before } = decoder.packet;
    this.met = 0;
    this.all.forget();
    const reason = this.all.decode(bytes, start, captured, linkType, wire);
    if (reason === FlowlessReason.Fragment) return Look.Same;
    if (reason !== FlowlessReason.None) return before === FlowlessReason.None ? Look.Nothing : Look.Same;
    if (before === FlowlessReason.None) {
      if (isSame(this.all, decoder)) return Look.Same;
      // NFStream enters some tunnels whose inside, read by its own headers, is none.
      if (decoder.packet.tunnel !== TunnelId.None && this.all.packet.tunnel === TunnelId.None) return Look.Nothing;
    }
    this.isMisread = before === FlowlessReason.None && !this.all.headers.includes(decoder.network);
    const need = this.need(bytes, start, captured, linkType, wire, before);
    this.choice = this.choices.get(need) ?? this.addChoice(need);
    return Look.More;
  }

  /** Counts the packet that was looked at last; `reason`: why it is in no flow, None if it is in one. */
  count(reason: FlowlessReason): void {
    const row = this.rows[this.choice] as Row;
    row.packets++;
    if (reason !== FlowlessReason.None) row.flowless[reason]++;
  }

  /** Bits of the fewest decodings that find what all of them find. */
  private need(
    bytes: Uint8Array,
    start: number,
    captured: number,
    linkType: number,
    wire: number,
    before: FlowlessReason,
  ): number {
    const key = (this.met * 65536 + linkType) * REASONS + before;
    const known = this.shapes.get(key);
    if (known !== undefined && known.trials >= TRIALS) return known.need;
    const finds = (bits: number): boolean => {
      const decoder = this.decoderOf(bits);
      decoder.decode(bytes, start, captured, linkType, wire);
      return decoder.packet.reason === FlowlessReason.None && isSame(decoder, this.all);
    };
    const need = this.fewest(finds);
    if (known === undefined || known.need !== need) this.shapes.set(key, { need, trials: 1 });
    else known.trials++;
    return need;
  }

  /** Begins with those that were met, or with all if they are not enough, and leaves out what is not needed. */
  private fewest(finds: (bits: number) => boolean): number {
    const every = this.bitsOf(this.open);
    const met = (this.met | this.bitsOf(['ah'])) & every;
    let bits = finds(met) ? met : every;
    for (let bit = 1; bit <= every; bit *= 2) {
      if ((bits & bit) !== 0 && finds(bits & ~bit)) bits &= ~bit;
    }
    return bits;
  }

  private decoderOf(bits: number): BeyondDecoder {
    const known = this.decoders.get(bits);
    if (known !== undefined) return known;
    const decode = [...this.parameters.decode, ...this.namesOf(bits)];
    const made = new BeyondDecoder(this.with(decode), false);
    this.decoders.set(bits, made);
    return made;
  }

  /** Fragments are left to the meter, which sees all of them. */
  private with(decode: readonly Decoding[]): DecodingParameters {
    return { ...this.parameters, decode, laterFragments: false };
  }

  private addChoice(need: number): number {
    const decode = this.rows.length < MOST_CHOICES ? this.namesOf(need) : this.open;
    const row: Row = { decode, packets: 0, flowless: new Array<number>(REASONS).fill(0) };
    const at = this.rows.length <= MOST_CHOICES ? this.rows.push(row) - 1 : MOST_CHOICES;
    this.choices.set(need, at);
    return at;
  }

  private bitsOf(names: readonly Decoding[]): number {
    return names.reduce((bits, name) => bits | ((1 << this.open.indexOf(name)) & -Number(this.open.includes(name))), 0);
  }

  private namesOf(bits: number): readonly Decoding[] {
    return this.open.filter((_, at) => (bits & (1 << at)) !== 0);
  }
}

/** True if all decodings read the link header as the packet's reader has, and it names IP. */
function namesIp(bytes: Uint8Array, start: number, linkType: number): boolean {
  switch (linkType) {
    case LinkType.ETHERNET: {
      const type = short(bytes, start + 12);
      return isIp(type === EtherType.VLAN ? short(bytes, start + 16) : type);
    }
    case LinkType.COOKED:
      return isIp(short(bytes, start + 14));
    default:
      return ALWAYS_IP.has(linkType);
  }
}

function isIp(type: number): boolean {
  return type === EtherType.IPV4 || type === EtherType.IPV6;
}

/** Link types that carry nothing but IP. */
const ALWAYS_IP: ReadonlySet<number> = new Set([LinkType.RAW, LinkType.RAW_OLD, LinkType.IPV4, LinkType.IPV6]);

/** Notes each IP header that it comes by. */
class NotingDecoder extends BeyondDecoder {
  /** Where they begin. */
  readonly headers: number[] = [];

  /** By which ethertype each was named; 0: by none. */
  readonly types: number[] = [];

  forget(): void {
    this.headers.length = 0;
    this.types.length = 0;
  }

  protected override networkHeader(bytes: Uint8Array, end: number): FlowlessReason {
    const reason = super.networkHeader(bytes, end);
    this.headers.push(this.network);
    this.types.push(this.link.type);
    return reason;
  }
}

/** Both have found the same IP packet, and the same in it. */
function isSame(one: PacketDecoder, other: PacketDecoder): boolean {
  return (
    one.network === other.network &&
    one.packet.protocol === other.packet.protocol &&
    one.packet.transportOffset === other.packet.transportOffset
  );
}
