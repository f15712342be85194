import type { CaptureSummary } from '../../core/model/capture-info.ts';
import { CaptureReading } from '../../core/pipeline.ts';
import { CaptureTables } from '../../core/tables.ts';
import type { InfoArguments } from '../arguments.ts';
import { Output } from '../output.ts';
import { readCapture } from '../read-capture.ts';
import type { Report } from '../report.ts';
import { outputsOf } from '../open-output.ts';
import { endOutput } from '../row-output.ts';
import { INFO_COLUMNS, INFO_JSON_COLUMNS } from './info-columns.ts';
import { infoText } from './info-text.ts';

/** `flowloom info`: what is known of each capture, as text for people or as one row a capture. */
export async function runInfo(args: InfoArguments, report: Report): Promise<void> {
  if (args.format === undefined) await writeText(args, report);
  else await writeRows(args, report);
}

async function writeText(args: InfoArguments, report: Report): Promise<void> {
  const output = Output.open(args.output);
  let blank = '';
  for (const path of args.captures) {
    const summary = await report.guard(path, () => summarise(path, args, report));
    if (summary !== undefined) output.writeText(blank + infoText(path, summary));
    if (summary !== undefined) blank = '\n';
    await output.drain();
  }
  await endOutput(output, report);
}

async function writeRows(args: InfoArguments, report: Report): Promise<void> {
  const open = await outputsOf(args.format ?? 'csv');
  const output = open(args.output);
  const summaries: { readonly path: string; readonly summary: CaptureSummary }[] = [];
  output.setColumns(
    INFO_COLUMNS.map((column) => column(summaries)),
    INFO_JSON_COLUMNS,
  );
  for (const path of args.captures) {
    const summary = await report.guard(path, () => summarise(path, args, report));
    if (summary !== undefined) output.row(summaries.push({ path, summary }) - 1);
    await output.drain();
  }
  await endOutput(output, report);
}

async function summarise(path: string, args: InfoArguments, report: Report): Promise<CaptureSummary | undefined> {
  const tables = new CaptureTables(args.parameters, () => undefined);
  const read = await readCapture(new CaptureReading(tables), path, report);
  if (read === undefined) return undefined;
  tables.finish();
  return { ...read, flows: tables.summary().flows };
}
