import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatBytes } from '../../base/format.ts';
import { visibleText } from '../../base/text.ts';
import { openRecent } from '../../state/actions/recents.ts';
import type { RecentCapture } from '../../state/recent-store.ts';
import { forgetRecent, useRecents, type RecentTrouble } from '../../state/recents.ts';
import { IconButton } from '../widgets/Button.tsx';
import { Foreign } from '../widgets/Foreign.tsx';
import styles from './RecentCaptures.module.css';

const TROUBLES: Readonly<Record<RecentTrouble, string>> = {
  missing: 'It is no longer where it was.',
  refused: 'The browser was not allowed to read it.',
  unreadable: 'The browser could not read it.',
};

/** Captures that were open and can be opened again with a press; nothing where the browser keeps none. */
export function RecentCaptures(): ReactNode {
  const { recents, troubles } = useRecents();
  if (recents.length === 0) return undefined;
  return (
    <section aria-labelledby="recents-title">
      <h2 id="recents-title" className={styles.title}>
        Open again
      </h2>
      <ul className={styles.list}>
        {recents.map((recent) => (
          <Recent key={recent.id} recent={recent} trouble={troubles[recent.id]} />
        ))}
      </ul>
    </section>
  );
}

interface RecentProps {
  readonly recent: RecentCapture;
  readonly trouble: RecentTrouble | undefined;
}

function Recent({ recent, trouble }: RecentProps): ReactNode {
  const { name, size, at } = recent;
  return (
    <li className={styles.recent}>
      <button type="button" className={styles.open} onClick={() => void openRecent(recent)}>
        <Foreign>{name}</Foreign>
      </button>
      <span className={styles.dim}>
        {formatBytes(size)} · {whenInWords(at)}
      </span>
      <span className={styles.trouble} role="status">
        {trouble !== undefined && TROUBLES[trouble]}
      </span>
      <IconButton
        label={`Remove ${visibleText(name)} from the list`}
        icon={<X aria-hidden />}
        onClick={() => void forgetRecent(recent)}
      />
    </li>
  );
}

/** Day and minute where the person is, as elsewhere in the page. */
function whenInWords(at: number): string {
  const date = new Date(at);
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
