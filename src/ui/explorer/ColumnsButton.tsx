import { Columns3 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../widgets/Button.tsx';
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
}

/** A button that opens the list of all columns, to show and hide them. */
export function ColumnsButton(props: ColumnsButtonProps) {
  return (
    <PopoverButton title="Columns" label="Columns" icon={<Columns3 aria-hidden />}>
      {() => <ColumnChooser {...props} />}
    </PopoverButton>
  );
}

function ColumnChooser({ columns, columnsAtFirst, view, onView }: ColumnsButtonProps) {
  const [search, setSearch] = useState('');
  const shown = shownColumns(view, columnsAtFirst);
  const groups = groupColumns(
    columns.map(({ description }) => description),
    search,
  );
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
      {groups.length === 0 && <p className={styles.none}>No column has these words.</p>}
      {groups.map(({ group, columns: members }) => (
        <fieldset key={group} className={styles.group}>
          <legend>{group}</legend>
          {members.map(({ id, label, help }) => (
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
        </fieldset>
      ))}
    </div>
  );
}
