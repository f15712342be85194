import { Download } from 'lucide-react';
import { useId } from 'react';
import { formatCount, formatCountOf } from '../../base/format.ts';
import type { PacketFormat, RowFormat } from '../../core/model/export.ts';
import type { TableId } from '../../core/model/table.ts';
import { chooseColumns, useColumnChoices, type ColumnChoice } from '../../state/export.ts';
import { Button } from '../widgets/Button.tsx';
import { DocsLink } from '../docs/DocsLink.tsx';
import { PopoverButton } from '../widgets/Popover.tsx';
import type { FileColumns } from './file-columns.ts';
import styles from './ExportMenu.module.css';

interface ExportMenuProps {
  /** One row: "flow", "packet". */
  readonly noun: string;
  readonly nouns: string;
  /** The rows are packets themselves. */
  readonly isPackets: boolean;
  /** Rows that are shown. */
  readonly count: number;
  /** Whose choice of columns is kept. */
  readonly table: TableId;
  readonly columns: FileColumns;
  readonly onRows: (format: RowFormat, columns: ColumnChoice) => void;
  readonly onPackets: (format: PacketFormat) => void;
}

const ROW_FORMATS: readonly { readonly format: RowFormat; readonly name: string }[] = [
  { format: 'csv', name: 'CSV' },
  { format: 'ndjson', name: 'NDJSON' },
  { format: 'parquet', name: 'Parquet' },
];

/** A button that opens what can be taken along of a table: its rows, and packets. */
export function ExportMenu(props: ExportMenuProps) {
  return (
    <PopoverButton title="Export" label="Export" icon={<Download aria-hidden />}>
      {(close) => <Choices {...props} close={close} />}
    </PopoverButton>
  );
}

function Choices(props: ExportMenuProps & { readonly close: () => void }) {
  const { count, onPackets, close } = props;
  const none = count === 0;
  return (
    <div className={styles.choices}>
      <RowChoices {...props} />
      <section aria-label="Packets" className={styles.section}>
        <h2>Packets</h2>
        <p>{packetsInWords(props)}, with their own bytes and times, in capture order.</p>
        <div className={styles.formats}>
          {(['pcapng', 'pcap'] as const).map((format) => (
            <Button
              key={format}
              disabled={none}
              onClick={() => {
                close();
                onPackets(format);
              }}
            >
              {format}
            </Button>
          ))}
        </div>
        <p className={styles.note}>
          pcapng keeps interfaces, names and comments; pcap holds one interface, no comments.
        </p>
        <p>
          <DocsLink page="exports" about="exports">
            What the files hold
          </DocsLink>
        </p>
      </section>
    </div>
  );
}

function RowChoices({
  noun,
  nouns,
  count,
  table,
  columns,
  onRows,
  close,
}: ExportMenuProps & { readonly close: () => void }) {
  const { shown, all, preset } = columns;
  const kept = useColumnChoices(({ choices }) => choices[table]) ?? 'shown';
  const chosen = kept === 'preset' && preset === undefined ? 'shown' : kept;
  const name = useId();
  const choice = (value: ColumnChoice, label: string) => (
    <label>
      <input type="radio" name={name} checked={chosen === value} onChange={() => chooseColumns(table, value)} />
      {label}
    </label>
  );
  return (
    <section aria-label="Rows" className={styles.section}>
      <h2>Rows</h2>
      <p>{formatCountOf(count, noun, nouns)}, as filtered and sorted.</p>
      <div role="radiogroup" aria-label="Columns" className={styles.columns}>
        {choice('shown', `${formatCountOf(shown.length, 'column')} shown`)}
        {choice('all', `all ${formatCount(all.length)}`)}
        {preset !== undefined && choice('preset', `${preset.name} ${formatCount(preset.columns.length)}`)}
      </div>
      {preset !== undefined && chosen === 'preset' && <p className={styles.note}>{preset.note}</p>}
      <div className={styles.formats}>
        {ROW_FORMATS.map((format) => (
          <Button
            key={format.format}
            disabled={count === 0}
            onClick={() => {
              close();
              onRows(format.format, chosen);
            }}
          >
            {format.name}
          </Button>
        ))}
      </div>
    </section>
  );
}

function packetsInWords({ isPackets, count, noun, nouns }: ExportMenuProps): string {
  const rows = formatCountOf(count, noun, nouns);
  return isPackets ? rows : `The packets of ${rows}`;
}
