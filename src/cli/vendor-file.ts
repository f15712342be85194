import { readFileSync } from 'node:fs';
import { formatCountOf } from '../base/format.ts';
import { shownLine } from '../base/text.ts';
import { VendorTable } from '../core/names/vendor-table.ts';
import type { Report } from './report.ts';
import { UsageError } from './usage-error.ts';

/** The vendors of `--vendors`; undefined without it. Says what of the file was not understood; throws UsageError if it has none. */
export function readVendorFile(path: string | undefined, report: Report): VendorTable | undefined {
  if (path === undefined) return undefined;
  const vendors = new VendorTable();
  const { prefixes, omitted, unknown, unknownLines } = vendors.add(textOf(path));
  if (prefixes === 0)
    throw new UsageError(
      `${shownLine(path)} names no vendor: IEEE’s oui.txt and oui.csv and Wireshark’s manuf do.`,
      '',
    );
  if (unknown > 0)
    report.say(`${formatCountOf(unknown, 'line')} of ${path} not understood: ${unknownLines.join(', ')}.`);
  if (omitted > 0) report.say(`${formatCountOf(omitted, 'further prefix', 'further prefixes')} found no room.`);
  return vendors;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${shownLine(path)} cannot be read: ${error instanceof Error ? error.message : ''}`, '');
  }
}
