import { oneLine as cleanLine } from '../../base/text.ts';
import type { CaptureInterface, CaptureSummary } from '../../core/model/capture-info.ts';
import { secretsKindName, type CaptureNotes, type Excerpt } from '../../core/model/capture-notes.ts';

/** Characters of a text that are written. */
const MOST_TEXT = 1000;

type Line = readonly [label: string, value: string];

/** What a pcapng file says of its origin: the program, system and hardware of each section, each once. */
export function originLines({ notes, blocks }: CaptureSummary): readonly Line[] {
  const { items } = notes.sections;
  const values = (key: 'application' | 'os' | 'hardware'): string =>
    [...new Set(items.flatMap((section) => section[key] ?? []))].map(oneLine).join('; ');
  const lines: readonly Line[] = [
    ['Written by', values('application')],
    ['System', values('os')],
    ['Hardware', values('hardware')],
    [
      'Blocks',
      Object.entries(blocks ?? {})
        .map(([name, count]) => `${count} ${name}`)
        .join(', '),
    ],
  ];
  return lines.filter(([, value]) => value !== '');
}

/** What is said and counted of an interface, beyond its name. */
export function interfaceNotes(from: CaptureInterface): readonly string[] {
  const { description, filter, os, hardware, mac, speed, comments = [], statistics = {}, lost } = from;
  const words: readonly (string | undefined | false)[] = [
    description,
    filter !== undefined && `filter "${filter}"`,
    hardware,
    os,
    mac,
    speed !== undefined && `${speed} bit/s`,
    ...comments,
    counted(statistics.received, 'received'),
    counted(statistics.accepted, 'passed the filter'),
    counted(statistics.delivered, 'delivered'),
    counted(statistics.dropped, 'dropped by the interface'),
    counted(statistics.osDropped, 'dropped by the system'),
    counted(lost, 'lost between packets'),
  ];
  return words.filter((word) => typeof word === 'string').map(oneLine);
}

function counted(count: number | undefined, words: string): string | undefined {
  return count === undefined ? undefined : `${count} ${words}`;
}

/** Comments, names, secrets and blocks of makers; nothing for captures without. */
export function noteLines(notes: CaptureNotes): readonly Line[] {
  const { sections, comments, packetComments, names, secrets, custom, journalBytes } = notes;
  return [
    ...[...sections.items.flatMap((section) => section.comments), ...comments.items].map((text): Line => [
      'Comment',
      oneLine(text),
    ]),
    ...packetComments.items.map(({ packet, text }): Line => [`Packet ${packet + 1}`, oneLine(text)]),
    ...more('Comments', packetComments),
    ...names.items.map(({ address, names: known }): Line => ['Name', `${address} ${known.map(oneLine).join(' ')}`]),
    ...more('Names', names),
    ...secrets.items.map(({ kind, bytes, lines }): Line => {
      const name = secretsKindName(kind) ?? `kind 0x${kind.toString(16)}`;
      return ['Secrets', `${name}, ${bytes} B${lines > 0 ? `, ${lines} lines` : ''}`];
    }),
    ...custom.items.map(({ enterprise, bytes, text }): Line => {
      return ['Custom block', `enterprise ${enterprise}, ${bytes} B${text === '' ? '' : `, "${oneLine(text)}"`}`];
    }),
    ...(journalBytes > 0 ? [['Journal', `${journalBytes} B`] as const] : []),
  ];
}

function more<T>(label: string, { items, total }: Excerpt<T>): readonly Line[] {
  return total > items.length ? [[label, `${total} in all`]] : [];
}

/** Texts of a capture may hold anything; a line of ours holds no line end and no control characters. */
function oneLine(text: string): string {
  return cleanLine(text, MOST_TEXT);
}
