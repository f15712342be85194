import { readFileSync } from 'node:fs';
import type { PacketFlow } from './flow-packets.ts';

/** A flow as ndpiReader prints it and as we count it: both are compared as text. */
export interface NdpiFlow {
  /** Protocol, VLAN, ends, packets and bytes each way. */
  readonly text: string;
  /** Smallest, mean, largest length and its deviation, forward and back; undefined for up to five packets. */
  readonly lengths: readonly number[] | undefined;
}

const PROTOCOLS: Readonly<Record<string, number>> = { ICMP: 1, IGMP: 2, TCP: 6, UDP: 17, ICMPV6: 58, VRRP: 112 };

const LINE = /^\t\d+\t(\S+) (\S+):(\d+) <?-> (\S+):(\d+) /;
const VOLUME = /\[(\d+) pkts\/(\d+) bytes <?-> (\d+) pkts\/(\d+) bytes\]/;
const LENGTHS = /\[Pkt Len c2s\/s2c min\/avg\/max\/stddev: ([\d/ ]+)\]/;

/** The flow lines of an `.out` file. */
export function readNdpiFlows(path: string): NdpiFlow[] {
  return readFileSync(path, 'latin1')
    .split('\n')
    .flatMap((line) => {
      const ends = LINE.exec(line);
      const volume = VOLUME.exec(line);
      if (ends === null || volume === null) return [];
      const [, protocol = '', source = '', sourcePort, destination = '', destinationPort] = ends;
      const vlan = /\[VLAN: (\d+)\]/.exec(line)?.[1] ?? 0;
      const head = [PROTOCOLS[protocol] ?? protocol, vlan];
      const between = [unwrapped(source), sourcePort, unwrapped(destination), destinationPort];
      const lengths = LENGTHS.exec(line)?.[1]?.split(/[/ ]/).map(Number);
      return [{ text: [...head, ...between, ...volume.slice(1)].join(' '), lengths }];
    });
}

function unwrapped(address: string): string {
  return address.replace(/^\[|\]$/g, '');
}

/** Our flow in ndpiReader's words: it counts captured bytes, and writes each ":0:" of an IPv6 address as "::". */
export function ndpiFlow(flow: PacketFlow): NdpiFlow {
  const { protocol, vlan, sourceIp, sourcePort, destinationIp, destinationPort, packets } = flow;
  const sides = [0, 1].map((direction) =>
    packets.filter((packet) => packet.direction === direction).map(({ captured }) => captured),
  );
  const ends = [shortened(sourceIp), sourcePort, shortened(destinationIp), destinationPort];
  const volume = sides.flatMap((lengths) => [lengths.length, lengths.reduce((sum, length) => sum + length, 0)]);
  const measures = sides.map(lengthMeasures);
  return {
    text: [protocol, vlan, ...ends, ...volume].join(' '),
    lengths: [0, 1, 2, 3].flatMap((at) => measures.map((side) => side[at] ?? 0)),
  };
}

function shortened(address: string): string {
  return address.replaceAll(':0:', '::');
}

/** Smallest, mean, largest, and population deviation; zeros for none. */
function lengthMeasures(lengths: readonly number[]): number[] {
  if (lengths.length === 0) return [0, 0, 0, 0];
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  const square = lengths.reduce((sum, length) => sum + (length - mean) ** 2, 0) / lengths.length;
  return [Math.min(...lengths), mean, Math.max(...lengths), Math.sqrt(square)];
}

/** Whether printed measures, which are whole numbers, are ours rounded. */
export function roundsTo(ours: readonly number[], printed: readonly number[]): boolean {
  return printed.length === ours.length && printed.every((value, at) => Math.abs(value - (ours[at] ?? 0)) <= 0.500001);
}
