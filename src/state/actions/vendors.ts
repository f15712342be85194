import { formatCount, formatCountOf } from '../../base/format.ts';
import { isVendorText } from '../../core/model/vendor-text.ts';
import type { VendorReport } from '../../core/model/vendors.ts';
import { engine } from '../engine-port.ts';
import { notify } from '../notice.ts';
import { useVendors } from '../vendors.ts';
import { showPanel } from './view.ts';

/** Bytes that tell a list of vendors: Wireshark’s begins with some thousand of remarks. */
const BEGINNING = 16_384;
/** IEEE’s longest list has a tenth of it. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Takes lists of vendors out of files that were dropped or picked, by what is in them, and says what they bring; gives the other files. */
export async function takeVendors(files: readonly File[]): Promise<readonly File[]> {
  const are = await Promise.all(files.map(isVendorFile));
  for (const [at, file] of files.entries()) if (are[at]) await addVendors(file);
  return files.filter((_, at) => !are[at]);
}

async function isVendorFile(file: File): Promise<boolean> {
  try {
    return isVendorText(await file.slice(0, BEGINNING).text());
  } catch {
    return false; // it cannot be read: who opens it says so
  }
}

async function addVendors(file: File): Promise<void> {
  if (file.size > MOST_BYTES)
    return notify({ tone: 'danger', sentence: `${file.name} is too large for a list of vendors.` });
  const reply = await engine().data.addVendors(await file.text());
  if (!reply.ok) return;
  const { prefixes } = reply.value;
  if (prefixes > 0)
    useVendors.setState((before) => ({
      names: [...before.names, file.name],
      prefixes: before.prefixes + prefixes,
      times: before.times + 1,
    }));
  notify({
    tone: prefixes > 0 ? 'info' : 'danger',
    sentence: reportWords(reply.value),
    ...(prefixes > 0 && { action: { title: 'Show hosts', run: () => showPanel('hosts') } }),
  });
}

/** Forgets the vendors that the person gave. */
export async function forgetVendors(): Promise<void> {
  await engine().data.forgetVendors();
  useVendors.setState(({ times }) => ({ names: [], prefixes: 0, times: times + 1 }));
}

function reportWords({ prefixes, omitted, unknown, unknownLines }: VendorReport): string {
  const more = unknown > unknownLines.length ? ', …' : '';
  const parts = [
    prefixes > 0
      ? `Vendors of ${formatCountOf(prefixes, 'MAC prefix', 'MAC prefixes')}, kept in memory until the page is closed`
      : 'The list names no vendor',
    ...(unknown > 0 ? [`${formatCountOf(unknown, 'line')} not understood (${unknownLines.join(', ')}${more})`] : []),
    ...(omitted > 0 ? [`${formatCount(omitted)} found no room`] : []),
  ];
  return `${parts.join('; ')}.`;
}
