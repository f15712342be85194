import { textReader } from '../../src/core/export/cell-text.ts';
import { PAGE_DEFAULTS } from '../../src/core/model/parameters.ts';
import { CaptureReading } from '../../src/core/pipeline.ts';
import { CaptureTables } from '../../src/core/tables.ts';
import { fileStream } from '../bytes.ts';

/** What a flow was told to be: cells by column. */
export type ToldFlow = Readonly<Record<(typeof TOLD)[number], string>>;

const TOLD = [
  'application',
  'requested_server_name',
  'client_fingerprint',
  'server_fingerprint',
  'ja4',
  'user_agent',
] as const;

/** Ends of a flow in either order, and its IP protocol. */
export function endsKey(ip: string, port: string, otherIp: string, otherPort: string): string {
  return [`${ip} ${port}`, `${otherIp} ${otherPort}`].sort().join(' - ');
}

/** The flows of a capture by their ends. */
export async function toldFlows(path: string): Promise<ReadonlyMap<string, readonly ToldFlow[]>> {
  const tables = new CaptureTables(PAGE_DEFAULTS);
  await new CaptureReading(tables).read(fileStream(path), path, 0);
  tables.finish();
  const read = (name: string): ((row: number) => string) => {
    const column = tables.flows.columns.get(name);
    if (column === undefined) throw new Error(`There is no column ${name}.`);
    return textReader(column);
  };
  const [ip, port, otherIp, otherPort] = ['src_ip', 'src_port', 'dst_ip', 'dst_port'].map(read);
  const cells = TOLD.map((name) => [name, read(name)] as const);
  const flows = new Map<string, ToldFlow[]>();
  for (let row = 0; row < tables.flows.length; row++) {
    const key = endsKey(ip?.(row) ?? '', port?.(row) ?? '', otherIp?.(row) ?? '', otherPort?.(row) ?? '');
    const flow = Object.fromEntries(cells.map(([name, cell]) => [name, cell(row)])) as ToldFlow;
    flows.set(key, [...(flows.get(key) ?? []), flow]);
  }
  return flows;
}

/** Counts what agrees with another program, field by field, and keeps what does not. */
export class Agreement {
  /** Field and capture of what does not agree, each once; in full in `details`. */
  readonly others = new Set<string>();
  readonly details: string[] = [];
  private readonly counts = new Map<string, [equal: number, all: number]>();

  add(field: string, capture: string, equal: boolean, what: string): void {
    const [before, all] = this.counts.get(field) ?? [0, 0];
    this.counts.set(field, [before + (equal ? 1 : 0), all + 1]);
    if (equal) return;
    this.others.add(`${field} ${capture}`);
    this.details.push(`${field} ${capture} ${what}`);
  }

  /** `field: equal of all`, a line a field. */
  toString(): string {
    return [...this.counts].map(([field, [equal, all]]) => `${field}: ${equal} of ${all}`).join('\n');
  }
}
