import { readFileSync } from 'node:fs';
import type { PacketFlow } from './flow-packets.ts';

/** A check of a `test.yaml`: so many events have these values. */
export interface FlowCheck {
  readonly count: number;
  readonly values: ReadonlyMap<string, string>;
}

const VOLUME = ['flow.pkts_toserver', 'flow.pkts_toclient', 'flow.bytes_toserver', 'flow.bytes_toclient'];
const LINE = /^(\s*)(?:- )?([\w.[\]]+):\s*(.*?)\s*$/;

/** Checks of flow events that state packets or bytes. */
export function readFlowChecks(path: string): FlowCheck[] {
  return readChecks(path).filter(
    ({ values }) => values.get('event_type') === 'flow' && VOLUME.some((key) => values.has(key)),
  );
}

/** All checks of events. Reads the little of YAML that these files use. */
export function readChecks(path: string): FlowCheck[] {
  const checks: { count: number; values: Map<string, string> }[] = [];
  let count = 0;
  let indent = Infinity;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [, space = '', key = '', value = ''] = LINE.exec(line) ?? [];
    if (key === '') {
      goOn(line, checks.at(-1)?.values, indent);
      continue;
    }
    if (key === 'count') count = Number(value);
    if (key === 'match') {
      indent = space.length;
      checks.push({ count, values: new Map() });
    } else if (space.length > indent) checks.at(-1)?.values.set(key, value.replace(/^("|')(.*)\1$/, '$2'));
    else indent = Infinity;
  }
  return checks;
}

/** A line that is deeper than the keys goes on with the last value. */
function goOn(line: string, values: Map<string, string> | undefined, indent: number): void {
  const [key, value] = [...(values ?? [])].at(-1) ?? [];
  const text = line.trim();
  if (key === undefined || value === undefined || text === '' || text.startsWith('#')) return;
  if (line.length - line.trimStart().length > indent + 2) values?.set(key, `${value} ${text}`);
}

const PROTOCOLS: Readonly<Record<string, number>> = { ICMP: 1, TCP: 6, UDP: 17, ESP: 50, 'IPv6-ICMP': 58 };

/** How many flows have what the check states of ends, protocol, packets and captured bytes. */
export function countFlows({ values }: FlowCheck, flows: readonly PacketFlow[]): number {
  const fits = (facts: ReadonlyMap<string, string>): boolean =>
    [...facts].every(([key, fact]) => !values.has(key) || canonical(values.get(key) ?? '') === fact);
  return flows.filter((flow) => fits(factsOf(flow, 0)) || fits(factsOf(flow, 1))).length;
}

/** A flow in Suricata's words; the server may be its source (1). */
function factsOf(flow: PacketFlow, turn: 0 | 1): Map<string, string> {
  const sides = [turn, 1 - turn].map((direction) => flow.packets.filter((packet) => packet.direction === direction));
  const bytes = sides.map((side) => side.reduce((sum, packet) => sum + packet.captured, 0));
  const ips = [flow.sourceIp, flow.destinationIp];
  const ports = [flow.sourcePort, flow.destinationPort];
  const facts: [string, string | number | undefined][] = [
    ...VOLUME.map((key, at): [string, number | undefined] => [
      key,
      [...sides.map((side) => side.length), ...bytes][at],
    ]),
    ['src_ip', ips[turn]],
    ['dest_ip', ips[1 - turn]],
    ['proto', Object.keys(PROTOCOLS).find((name) => PROTOCOLS[name] === flow.protocol) ?? ''],
  ];
  const known = flow.protocol === 6 || flow.protocol === 17;
  if (known) facts.push(['src_port', ports[turn]], ['dest_port', ports[1 - turn]]);
  return new Map(facts.map(([key, fact]) => [key, String(fact)]));
}

/** IPv6 addresses in their short form; all else as it is. */
function canonical(value: string): string {
  return value.includes(':') ? new URL(`http://[${value}]`).hostname.slice(1, -1) : value;
}
