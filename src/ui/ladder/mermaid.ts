import { visibleText } from '../../base/text.ts';
import type { HostScheme } from './hosts.ts';
import type { LadderRow } from './layout.ts';
import { gapLabel, isTrouble, labelOf } from './words.ts';

/** Longest text of an arrow, characters. */
const LONGEST = 120;

/**
 * A ladder as the text of a Mermaid sequence diagram (mermaid.js.org/syntax/sequenceDiagram.html), for documents that draw such
 * texts. Packets that TCP's numbers speak against have dashed arrows; other packets of a match open heads.
 */
export function mermaidOf(rows: readonly LadderRow[], hosts: HostScheme, lanes: readonly string[]): string {
  const idOf = new Map(lanes.map((key, at) => [key, `h${at}`]));
  const participants = lanes.map((key) => `    participant ${idOf.get(key)} as ${escaped(hosts.nameOf(key))}`);
  const arrows = rows.map((row) => {
    const [from, to] = [idOf.get(hosts.keyOf(row.packet, 0)), idOf.get(hosts.keyOf(row.packet, 1))];
    const gap = row.gapNs === undefined ? '' : `${gapLabel(row.gapNs)} `;
    return `    ${from}${arrowOf(row)}${to}: ${gap}${escaped(labelOf(row.packet))}`;
  });
  return ['sequenceDiagram', ...participants, ...arrows, ''].join('\n');
}

function arrowOf({ kind, packet }: LadderRow): string {
  if (kind === 'other') return '-)';
  return isTrouble(packet) ? '-->>' : '->>';
}

/** Signs that mean something in a diagram, as entities of Mermaid; one line. */
function escaped(text: string): string {
  const shown = visibleText(text).replace(/\s+/g, ' ').trim();
  const cut = shown.length > LONGEST ? `${shown.slice(0, LONGEST - 1)}…` : shown;
  return cut.replace(/[#;%<>"`]/g, (sign) => `#${sign.charCodeAt(0)};`);
}
