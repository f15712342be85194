import { HOST_COLUMNS } from '../../core/model/host-columns.ts';
import type { VendorTable } from '../../core/names/vendor-table.ts';
import { CaptureReading } from '../../core/pipeline.ts';
import { NOTHING_ADDED } from '../../core/session/added-columns.ts';
import { CaptureSession } from '../../core/session/capture-session.ts';
import { NO_MATCHES } from '../../core/relational/match-set.ts';
import { MatchStore } from '../../core/session/match-store.ts';
import { HOSTS } from '../../core/session/tables/hosts.ts';
import { CaptureTables } from '../../core/tables.ts';
import type { HostsArguments } from '../arguments.ts';
import { Spool, withBytes } from '../byte-sources.ts';
import { outputsOf } from '../open-output.ts';
import { readCapture } from '../read-capture.ts';
import type { Report } from '../report.ts';
import { endOutput, type RowOutput } from '../row-output.ts';
import { readVendorFile } from '../vendor-file.ts';
import { captureGroups, columnsInOrder, type CaptureGroup } from './capture-groups.ts';
import { filterOption } from './filter-option.ts';
import { sayNames } from './names.ts';

/** `flowloom hosts`: a row for each address at an end of a flow, with all that the capture says of it. */
export async function runHosts(args: HostsArguments, report: Report): Promise<void> {
  const vendors = readVendorFile(args.vendors, report);
  const open = await outputsOf(args.format ?? 'csv');
  const output = open(args.output);
  for (const group of captureGroups(args))
    await report.guard(group.paths.join(' '), () => writeGroup(group, args, output, report, vendors));
  await endOutput(output, report);
}

async function writeGroup(
  group: CaptureGroup,
  { parameters, packetFilter, filter }: HostsArguments,
  output: RowOutput,
  report: Report,
  vendors: VendorTable | undefined,
): Promise<void> {
  const [path] = group.paths;
  const tables = new CaptureTables(parameters);
  const spool = new Spool();
  try {
    const read = await readCapture(new CaptureReading(tables), path, report, { spool, packetFilter });
    if (read === undefined) return;
    tables.finish();
    await withBytes(path, tables.facts, spool, async (bytes) => {
      await sayNames(new CaptureSession(tables, bytes), path, report);
      const matches = new MatchStore(NO_MATCHES, tables.packets);
      const rows = HOSTS.rows({
        tables,
        bytes,
        matches,
        added: NOTHING_ADDED,
        objects: [],
        ...(vendors && { vendors }),
      });
      const fits = filter === '' ? () => true : filterOption(filter, rows);
      output.setColumns([...group.before, ...columnsInOrder(rows.columns, HOST_COLUMNS)]);
      for (let row = 0; row < rows.length; row++) if (fits(row)) output.row(row);
    });
    await output.drain();
  } finally {
    spool.close();
  }
}
