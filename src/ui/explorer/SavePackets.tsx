import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PacketFormat } from '../../core/model/export.ts';
import type { Question } from '../../core/model/question.ts';
import { useOfferedCommands } from '../../state/commands.ts';
import { saveFile } from './save-file.ts';
import { Menu } from '../widgets/Menu.tsx';
import controls from '../widgets/controls.module.css';

interface SavePacketsProps {
  /** What they are packets of; part of the name of the file: "flow-12". */
  readonly what: string;
  readonly question: Question;
}

const FORMATS: readonly { readonly format: PacketFormat; readonly note: string }[] = [
  { format: 'pcapng', note: 'with interfaces, names and comments' },
  { format: 'pcap', note: 'one interface, no comments' },
];

/** A button that saves the packets of one flow or sequence as a capture of their own. */
export function SavePackets({ what, question }: SavePacketsProps): ReactNode {
  useOfferedCommands({
    list: () =>
      FORMATS.map(({ format, note }) => ({
        id: `save-${what}-${format}`,
        title: `Save the packets of ${what.replace('-', ' ')} as ${format}`,
        group: 'Export',
        words: `download file capture ${note}`,
        keys: [],
        run: () => void saveFile({ format, question }, what),
      })),
  });
  return (
    <Menu
      label={<span className={controls.word}>Save packets</span>}
      title="Save packets as a capture"
      name="Formats"
      icon={<Download aria-hidden />}
      items={FORMATS.map(({ format, note }) => ({
        id: format,
        title: format,
        note,
        onChoose: () => void saveFile({ format, question }, what),
      }))}
    />
  );
}
