import { ArrowDown, ArrowUp, Server } from 'lucide-react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { PacketBrief } from '../../core/model/packet-table.ts';
import { Button, IconButton } from '../widgets/Button.tsx';
import { Foreign } from '../widgets/Foreign.tsx';
import { PopoverButton } from '../widgets/Popover.tsx';
import { hostKeys } from './layout.ts';
import { HOSTS_BY, NO_WISHES, type HostsBy, type HostScheme, type HostWishes } from './hosts.ts';
import controls from '../widgets/controls.module.css';
import styles from './Ladder.module.css';

interface HostsButtonProps {
  readonly packets: readonly PacketBrief[];
  readonly hosts: HostScheme;
  readonly wishes: HostWishes;
  readonly onWishes: (wishes: HostWishes) => void;
}

const BY_WORDS: Readonly<Record<HostsBy, string>> = {
  auto: 'each address; by MAC while a host gets its address',
  address: 'each address',
  mac: 'each MAC address',
};

/** Lifelines are named, ordered and joined here. */
export function HostsButton(props: HostsButtonProps): ReactNode {
  return (
    <PopoverButton label="Hosts" icon={<Server aria-hidden />} title="Hosts of the ladder">
      {() => <HostsForm {...props} />}
    </PopoverButton>
  );
}

function HostsForm({ packets, hosts, wishes, onWishes }: HostsButtonProps): ReactNode {
  const keys = useMemo(() => hostKeys(packets, hosts), [packets, hosts]);
  const move = (key: string, by: number): void => {
    const at = keys.indexOf(key);
    const order = keys.toSpliced(at, 1).toSpliced(at + by, 0, key);
    onWishes({ ...wishes, order });
  };
  const rename = (key: string, name: string): void => {
    const { [key]: _, ...others } = wishes.names;
    onWishes({ ...wishes, names: name.trim() === '' ? others : { ...others, [key]: name } });
  };
  return (
    <>
      <label>
        One lifeline for{' '}
        <select
          className={controls.select}
          value={wishes.by}
          onChange={({ target }) =>
            onWishes({ ...NO_WISHES, by: HOSTS_BY.find((by) => by === target.value) ?? 'auto' })
          }
        >
          {HOSTS_BY.map((by) => (
            <option key={by} value={by}>
              {BY_WORDS[by]}
            </option>
          ))}
        </select>
      </label>
      <ol className={styles.hosts}>
        {keys.map((key, at) => (
          <li key={key}>
            <label>
              <Foreign>{hosts.wordsOf(key)}</Foreign>
              <input
                value={wishes.names[key] ?? ''}
                placeholder="Name of your own"
                onChange={({ target }) => rename(key, target.value)}
              />
            </label>
            <IconButton
              label={`Move ${hosts.nameOf(key)} to the left`}
              icon={<ArrowUp aria-hidden />}
              disabled={at === 0}
              onClick={() => move(key, -1)}
            />
            <IconButton
              label={`Move ${hosts.nameOf(key)} to the right`}
              icon={<ArrowDown aria-hidden />}
              disabled={at === keys.length - 1}
              onClick={() => move(key, 1)}
            />
          </li>
        ))}
      </ol>
      <Button onClick={() => onWishes(NO_WISHES)}>As at first</Button>
    </>
  );
}
