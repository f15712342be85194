import { Columns3 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ColumnDescription } from '../../core/model/column.ts';
import type { KnownField } from '../../core/model/field.ts';
import { Button } from '../widgets/Button.tsx';
import { describeFields } from '../table/field-columns.ts';
import { groupColumns } from '../table/group-columns.ts';
import { PopoverButton } from '../widgets/Popover.tsx';
import type { GridColumn, GridView } from '../table/types.ts';
import { shownColumns } from '../table/use-column-model.ts';
import { resetColumns, toggleColumn } from '../table/view-changes.ts';
import styles from './ColumnsButton.module.css';

interface ColumnsButtonProps {
  readonly columns: readonly GridColumn[];
  readonly columnsAtFirst: readonly string[];
  readonly view: GridView;
  readonly onView: (change: Partial<GridView>) => void;
  /** Decoded fields that may be columns too. */
  readonly decoded?: () => Promise<readonly KnownField[]>;
}

/** A button that opens the list of all columns, to show and hide them. */
export function ColumnsButton(props: ColumnsButtonProps) {
  return (
    <PopoverButton title="Columns" label="Columns" icon={<Columns3 aria-hidden />}>
      {() => <ColumnChooser {...props} />}
    </PopoverButton>
  );
}

/** Columns of a group that are listed: there are hundreds of decoded fields. */
const MOST_LISTED = 100;

function ColumnChooser({ columns, columnsAtFirst, view, onView, decoded }: ColumnsButtonProps) {
  const [search, setSearch] = useState('');
  const fields = useDecoded(decoded);
  const shown = shownColumns(view, columnsAtFirst);
  const own = columns.map(({ description }) => description);
  const found = search === '' ? [] : without(fields, own);
  const groups = groupColumns([...own, ...found], search);
  return (
    <div className={styles.chooser}>
      <div className={styles.bar}>
        <input
          type="search"
          aria-label="Search columns"
          placeholder="Search columns"
          className={styles.search}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Button onClick={() => onView(resetColumns())}>Reset</Button>
      </div>
      {fields.length > 0 && search === '' && (
        <p className={styles.none}>
          Search also finds {fields.length} decoded fields, such as tcp.window or dns.query.name.
        </p>
      )}
      {groups.length === 0 && <p className={styles.none}>No column has these words.</p>}
      {groups.map(({ group, columns: members }) => (
        <fieldset key={group} className={styles.group}>
          <legend>{group}</legend>
          {members.slice(0, MOST_LISTED).map(({ id, label, help }) => (
            <label key={id} className={styles.column}>
              <input
                type="checkbox"
                checked={shown.includes(id)}
                onChange={() => onView(toggleColumn(view, shown, id))}
              />
              <span>
                {label} <code>{id}</code>
                <span className={styles.help}>{help}</span>
              </span>
            </label>
          ))}
          {members.length > MOST_LISTED && (
            <p className={styles.none}>{members.length - MOST_LISTED} more have these words.</p>
          )}
        </fieldset>
      ))}
    </div>
  );
}

/** Decoded fields, asked for when the list opens. */
function useDecoded(ask: ColumnsButtonProps['decoded']): readonly ColumnDescription[] {
  const [fields, setFields] = useState<readonly ColumnDescription[]>([]);
  useEffect(() => {
    void ask?.().then((known) => setFields(describeFields(known)));
  }, [ask]);
  return fields;
}

/** Fields that are not shown already. */
function without(
  fields: readonly ColumnDescription[],
  own: readonly ColumnDescription[],
): readonly ColumnDescription[] {
  const known = new Set(own.map(({ id }) => id));
  return fields.filter(({ id }) => !known.has(id));
}
