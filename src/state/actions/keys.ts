import { formatCountOf } from '../../base/format.ts';
import type { KeyLogReport, KeysInfo } from '../../core/model/decryption.ts';
import { isKeyLogText } from '../../core/model/key-log-text.ts';
import { engine } from '../engine-port.ts';
import { useKeys } from '../keys.ts';
import { notify } from '../notice.ts';
import { showPrivacy } from '../privacy-shown.ts';
import { getState } from '../store.ts';

/** Bytes that tell a key log. */
const BEGINNING = 4096;
/** Larger key logs are of more connections than anybody has captured. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Takes key logs out of files that were dropped or picked, by what is in them, and says what they bring; gives the other files. */
export async function takeKeyLogs(files: readonly File[]): Promise<readonly File[]> {
  const are = await Promise.all(files.map(isKeyLog));
  const logs = files.filter((_, at) => are[at]);
  if (logs.length > 0) await addKeyLogs(logs);
  return files.filter((_, at) => !are[at]);
}

async function isKeyLog(file: File): Promise<boolean> {
  try {
    return isKeyLogText(await file.slice(0, BEGINNING).text());
  } catch {
    return false; // it cannot be read: who opens it says so
  }
}

async function addKeyLogs(logs: readonly File[]): Promise<void> {
  const reports: KeyLogReport[] = [];
  for (const log of logs) {
    if (log.size > MOST_BYTES) return notify({ tone: 'danger', sentence: `${log.name} is too large for a key log.` });
    const reply = await engine().data.addKeys(await log.text());
    if (!reply.ok) return;
    reports.push(reply.value);
  }
  useKeys.setState(({ names, version }) => ({
    names: [...names, ...logs.map(({ name }) => name)],
    version: version + 1,
  }));
  const info = await keysInfo();
  const sentence = [...reports.map(reportWords), ...(info === undefined ? [] : [reachWords(info)])].join(' ');
  notify({ tone: 'info', sentence, action: { title: 'Show in Privacy', run: () => showPrivacy(true) } });
}

/** What there is to decrypt with; undefined if the worker cannot say. */
export async function keysInfo(): Promise<KeysInfo | undefined> {
  const reply = await engine().data.keysInfo();
  return reply.ok ? reply.value : undefined;
}

/** Forgets the secrets that the person gave. */
export async function forgetKeys(): Promise<void> {
  await engine().data.forgetKeys();
  useKeys.setState(({ version }) => ({ names: [], version: version + 1 }));
}

function reportWords({ secrets, understood, unknown, unknownLines }: KeyLogReport): string {
  const known = understood > 0 && secrets === 0 ? ', all of them known' : '';
  const taken = secrets > 0 ? formatCountOf(secrets, 'new secret') : formatCountOf(understood, 'secret');
  if (unknown === 0) return `${taken}${known}.`;
  const more = unknown > unknownLines.length ? ', …' : '';
  return `${taken}${known}; ${formatCountOf(unknown, 'line')} not understood (${unknownLines.join(', ')}${more}).`;
}

/** Of how many connections there are keys. */
export function reachWords({ connections, isPart }: KeysInfo): string {
  if (getState().session.phase === 'empty' || connections === undefined)
    return 'They are used for the captures that are opened until the page is closed.';
  const { found, withKeys } = connections;
  if (found === 0) return 'No beginning of a TLS or QUIC connection was found in the capture.';
  const looked = isPart ? ', of those that were looked at' : '';
  if (found === 1)
    return `There ${withKeys === 1 ? 'are' : 'are no'} keys for the capture’s encrypted connection${looked}.`;
  return `There are keys for ${withKeys} of the capture’s ${formatCountOf(found, 'TLS and QUIC connection')}${looked}.`;
}
