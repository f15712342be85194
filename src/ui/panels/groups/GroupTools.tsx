import { Group } from 'lucide-react';
import type { ChangeEvent, ReactNode } from 'react';
import { HOST_KEY, PAIR_KEY } from '../../../core/model/groups.ts';
import { setGrouping } from '../../../state/actions/view.ts';
import { useStore, type GroupingView } from '../../../state/store.ts';
import { useTableDescription } from '../../../state/tables.ts';
import { groupKeys } from '../../groups/group-columns.ts';
import { PopoverButton } from '../../widgets/Popover.tsx';
import controls from '../../widgets/controls.module.css';
import styles from './GroupTools.module.css';

interface Preset {
  readonly title: string;
  readonly grouping: GroupingView;
}

const preset = (title: string, table: string, ...by: string[]): Preset => ({ title, grouping: { table, by } });

/** Groupings that have a name. */
const PRESETS: readonly Preset[] = [
  preset('Hosts', 'flows', HOST_KEY),
  preset('Conversations', 'flows', PAIR_KEY),
  preset('Applications', 'flows', 'application'),
  preset('Categories', 'flows', 'application_category_name'),
  preset('Servers by name', 'flows', 'requested_server_name'),
  preset('Services by port', 'flows', 'service'),
  preset('Connection states', 'flows', 'connection'),
  preset('Who asked for which port', 'flows', 'src_ip', 'dst_port'),
  preset('Protocols of packets', 'packets', 'protocol'),
  preset('Hosts of packets', 'packets', HOST_KEY),
  preset('Conversations of packets', 'packets', PAIR_KEY),
];

const OWN = 'own';
const sameAs =
  ({ table, by }: GroupingView) =>
  ({ grouping }: Preset): boolean =>
    grouping.table === table && grouping.by.join() === by.join();

/** What is grouped, and by what: a named grouping, or any columns. */
export function GroupTools(): ReactNode {
  const grouping = useStore((state) => state.grouping);
  const known = PRESETS.findIndex(sameAs(grouping));
  const choose = (event: ChangeEvent<HTMLSelectElement>): void => {
    const chosen = PRESETS[Number(event.target.value)];
    if (chosen !== undefined) setGrouping(chosen.grouping);
  };
  return (
    <>
      <select aria-label="Groups" className={controls.select} value={known < 0 ? OWN : known} onChange={choose}>
        {known < 0 && <option value={OWN}>By columns</option>}
        {PRESETS.map(({ title }, at) => (
          <option key={title} value={at}>
            {title}
          </option>
        ))}
      </select>
      <PopoverButton title="Group by" label="Group by" icon={<Group aria-hidden />}>
        {() => <KeyChooser grouping={grouping} />}
      </PopoverButton>
    </>
  );
}

/** What a group is made by, in the order in which it was chosen; at least one. */
function KeyChooser({ grouping }: { readonly grouping: GroupingView }): ReactNode {
  const { table, by } = grouping;
  const description = useTableDescription(table);
  const toggle = (id: string): void => {
    const next = by.includes(id) ? by.filter((one) => one !== id) : [...by, id];
    if (next.length > 0) setGrouping({ table, by: next });
  };
  return (
    <fieldset className={styles.keys}>
      <legend>Group {description.nouns} by</legend>
      {groupKeys(description).map(({ id, label, help }) => (
        <label key={id} className={styles.key}>
          <input
            type="checkbox"
            checked={by.includes(id)}
            disabled={by.length === 1 && by.includes(id)}
            onChange={() => toggle(id)}
          />
          <span>
            {label} <code>{id}</code>
            <span className={styles.help}>{help}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
