import { formatBytes, formatCount, formatCountOf } from '../../../base/format.ts';
import type { CaptureSummary } from '../../../core/model/capture-info.ts';
import { secretsKindName, type CaptureNotes } from '../../../core/model/capture-notes.ts';
import type { Fact } from './capture-facts.ts';

/** Lines of a kind that are drawn at most. */
const SHOWN = 20;

/** What pcapng says besides packets, names and comments. */
export function originFacts({ notes, blocks }: CaptureSummary): readonly Fact[] {
  return [...sectionFacts(notes), ...secretFacts(notes), ...customFacts(notes), ...blockFacts(blocks)];
}

function sectionFacts({ sections: { items } }: CaptureNotes): readonly Fact[] {
  const named: readonly (readonly [string, 'application' | 'os' | 'hardware'])[] = [
    ['Written by', 'application'],
    ['System', 'os'],
    ['Hardware', 'hardware'],
  ];
  return named.flatMap(([name, key]) => {
    const values = [...new Set(items.map((section) => section[key]).filter((value) => value !== undefined))];
    return values.slice(0, SHOWN).map((value) => ({ name, value }));
  });
}

function secretFacts({ secrets: { items } }: CaptureNotes): readonly Fact[] {
  return items.slice(0, SHOWN).map(({ kind, bytes, lines }) => ({
    name: 'Secrets',
    value: secretsKindName(kind) ?? `kind 0x${kind.toString(16)}`,
    remark: lines > 0 ? `${formatCountOf(lines, 'line')}, ${formatBytes(bytes)}` : formatBytes(bytes),
  }));
}

function customFacts({ custom: { items, total }, journalBytes }: CaptureNotes): readonly Fact[] {
  const facts: Fact[] = items.slice(0, SHOWN).map(({ enterprise, bytes, text }) => ({
    name: 'Custom block',
    value: `of enterprise ${enterprise}, ${formatBytes(bytes)}`,
    ...(text !== '' && { remark: text }),
  }));
  if (total > SHOWN) facts.push({ name: 'Custom blocks', value: `${formatCount(total - SHOWN)} more` });
  if (journalBytes > 0) facts.push({ name: 'System journal', value: formatBytes(journalBytes) });
  return facts;
}

function blockFacts(blocks: CaptureSummary['blocks']): readonly Fact[] {
  if (blocks === undefined) return [];
  const value = Object.entries(blocks)
    .map(([name, count]) => `${formatCount(count)} ${name}`)
    .join(', ');
  return [{ name: 'Blocks', value }];
}
