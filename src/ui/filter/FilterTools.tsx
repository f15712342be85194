import { CircleHelp, History, Languages } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { ColumnDescription } from '../../core/model/column.ts';
import type { FilterEquivalents } from '../../core/model/filter-advice.ts';
import { Button } from '../widgets/Button.tsx';
import type { FilterExample } from './filter-example.ts';
import type { FilterHistory } from './filter-history.ts';
import type { FilterLanguage } from './filter-languages.ts';
import { FilterHelp } from './FilterHelp.tsx';
import { FilterTranslations } from './FilterTranslations.tsx';
import { PopoverButton } from '../widgets/Popover.tsx';
import type { Advise } from './use-filter-list.ts';
import styles from './FilterBox.module.css';

interface FilterToolsProps {
  readonly fields: readonly ColumnDescription[];
  readonly examples: readonly FilterExample[];
  /** The filter as it stands in the box. */
  readonly filter: string;
  readonly history: FilterHistory;
  readonly advise: Advise;
  readonly language: FilterLanguage;
  readonly hasPackets: boolean;
  readonly onField: (id: string) => void;
  readonly onFilter: (filter: string) => void;
  /** The way to more about filters, in their help. */
  readonly more?: ReactNode;
}

/** The buttons at the end of a filter box: filters used before, the same in other languages, help. */
export function FilterTools(props: FilterToolsProps): ReactNode {
  const { filter, history, onFilter } = props;
  const used = (close: () => void) => (chosen: string) => {
    close();
    onFilter(chosen);
  };
  return (
    <>
      {history.filters.length > 0 && (
        <PopoverButton
          name="Filters used before"
          title="Filters used before"
          look="plain"
          className={styles.icon}
          icon={<History aria-hidden />}
        >
          {(close) => <UsedFilters history={history} onFilter={used(close)} />}
        </PopoverButton>
      )}
      {props.hasPackets && filter !== '' && (
        <PopoverButton
          name="This filter in other tools"
          title="This filter in other tools"
          look="plain"
          className={styles.icon}
          icon={<Languages aria-hidden />}
        >
          {() => <Translations filter={filter} advise={props.advise} />}
        </PopoverButton>
      )}
      <PopoverButton
        name="How to filter"
        title="How to filter"
        look="plain"
        className={styles.icon}
        icon={<CircleHelp aria-hidden />}
      >
        {(close) => (
          <FilterHelp
            fields={props.fields}
            examples={props.examples}
            advise={props.advise}
            hasPackets={props.hasPackets}
            onField={props.onField}
            onExample={used(close)}
            more={props.more}
          />
        )}
      </PopoverButton>
    </>
  );
}

function UsedFilters({
  history,
  onFilter,
}: {
  readonly history: FilterHistory;
  readonly onFilter: (filter: string) => void;
}): ReactNode {
  return (
    <div className={styles.used}>
      <ul className={styles.usedList}>
        {history.filters.map((filter) => (
          <li key={filter}>
            <button type="button" className={styles.usedFilter} onClick={() => onFilter(filter)}>
              {filter}
            </button>
          </li>
        ))}
      </ul>
      <Button onClick={history.clear}>Forget them</Button>
    </div>
  );
}

function Translations({ filter, advise }: { readonly filter: string; readonly advise: Advise }): ReactNode {
  const [equivalents, setEquivalents] = useState<FilterEquivalents>();
  useEffect(() => {
    void advise(filter, filter.length).then((advice) => setEquivalents(advice?.equivalents));
  }, [filter, advise]);
  return equivalents === undefined ? null : <FilterTranslations equivalents={equivalents} />;
}
