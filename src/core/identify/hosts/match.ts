import { SERVICES } from './services.ts';

/** A service that a host tells. */
export interface HostService {
  /** In NFStream's spelling. */
  readonly name: string;
  /** Category of this host, where it is not that of the service. */
  readonly category?: string;
}

interface Rule extends HostService {
  /** Only hosts below the pattern. */
  readonly below: boolean;
}

interface Table {
  /** By domain. */
  readonly domains: ReadonlyMap<string, Rule>;
  /** By the end of the host, behind a "-" (longest first). */
  readonly ends: readonly (readonly [string, Rule])[];
  /** By a label. */
  readonly labels: ReadonlyMap<string, Rule>;
}

let made: Table | undefined;

/** The service of a host in lower case; the longest domain that holds it wins. undefined: none is known. */
export function serviceOfHost(host: string): HostService | undefined {
  made ??= readTable();
  const end = made.ends.find(([text]) => host.endsWith(text));
  if (end !== undefined) return end[1];
  for (let at = 0; at >= 0 && at < host.length; at = nextLabel(host, at)) {
    const rule = made.domains.get(host.slice(at));
    if (rule !== undefined && (at > 0 || !rule.below)) return withLabel(made, host, at) ?? rule;
  }
  return withLabel(made, host, host.length);
}

function nextLabel(host: string, at: number): number {
  const dot = host.indexOf('.', at);
  return dot < 0 ? -1 : dot + 1;
}

/** A rule for one of the labels before `end`. */
function withLabel({ labels }: Table, host: string, end: number): Rule | undefined {
  const parts = host.slice(0, end).split('.').slice(0, -1);
  for (const part of parts) {
    const rule = labels.get(part);
    if (rule !== undefined) return rule;
  }
  return undefined;
}

function readTable(): Table {
  const domains = new Map<string, Rule>();
  const labels = new Map<string, Rule>();
  const ends: [string, Rule][] = [];
  for (const line of SERVICES.trim().split('\n')) {
    const [name = '', patterns = '', , category] = line.split(' | ');
    const own = category === undefined ? { name } : { name, category };
    for (const pattern of patterns.split(' ')) {
      const rule = { ...own, below: pattern.startsWith('.') };
      if (pattern.startsWith('-')) ends.push([pattern, rule]);
      else if (pattern.endsWith('.')) labels.set(pattern.slice(0, -1), rule);
      else domains.set(rule.below ? pattern.slice(1) : pattern, rule);
    }
  }
  return { domains, labels, ends };
}
