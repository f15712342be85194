import { shownLine } from '../../base/text.ts';
import { PACKET_COLUMNS } from '../../core/model/packet-columns.ts';
import { addedIds, addedTables } from '../../core/session/added-columns.ts';
import type { PacketsArguments } from '../arguments.ts';
import { watchedSink } from '../capture-output.ts';
import { Output } from '../output.ts';
import type { Report } from '../report.ts';
import { endOutput, type RowOutput } from '../row-output.ts';
import { captureGroups, columnsInOrder, type CaptureGroup } from './capture-groups.ts';
import { filterOption } from './filter-option.ts';
import { PacketFields } from './packet-fields.ts';
import { readForCode } from './read-for-code.ts';

/** `flowloom packets --code`: what links and taggers add stands behind the columns of packets. */
export async function writePacketsWithCode(
  group: CaptureGroup,
  code: string,
  args: PacketsArguments,
  output: RowOutput,
  report: Report,
): Promise<void> {
  const [path] = group.paths;
  const looked: { fields?: PacketFields } = {};
  const read = await readForCode(path, code, args, report, {
    tap: (tables) => {
      const fields = (looked.fields = new PacketFields(tables, args.filter, args.fields));
      if (fields.isEmpty) return undefined;
      return (sink) => watchedSink(sink, tables.packets, (packet) => fields.look(packet));
    },
  });
  if (read === undefined) return;
  const { tables, results } = read;
  if (results.lines.packets.length > 0)
    report.say(`${code}: its printers wrote lines, which --format text writes in place of rows.`);
  const rows = addedTables(results, tables).packets ?? tables.packetTable;
  const own = PACKET_COLUMNS.filter(({ id }) => id !== 'file');
  const columns = columnsInOrder(rows.columns, [...own, ...addedIds(rows).map((id) => ({ id }))]);
  output.setColumns([...group.before, ...columns, ...(looked.fields?.columns() ?? [])]);
  const keeps = filterOption(args.filter, rows, looked.fields?.tests);
  for (let row = 0; row < rows.length && !output.closed; row++) if (keeps(row)) output.row(row);
  await output.drain();
}

/** `flowloom packets --code --format text`: the lines that printers write. */
export async function runPacketLines(args: PacketsArguments, code: string, report: Report): Promise<void> {
  const output = Output.open(args.output);
  const write = (text: string): void => {
    const lines = output.isTerminal ? text.split('\n').map(shownLine).join('\n') : text;
    output.writeText(`${lines}\n`);
  };
  for (const { paths } of captureGroups(args)) {
    const [path] = paths;
    await report.guard(path, () => readForCode(path, code, args, report, { takeLine: (_, text) => write(text) }));
    await output.drain();
  }
  await endOutput(output, report);
}
