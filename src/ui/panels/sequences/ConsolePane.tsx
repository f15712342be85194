import type { ReactNode } from 'react';
import { formatCount, formatCountOf } from '../../../base/format.ts';
import { showPacket } from '../../../state/actions/view.ts';
import { clearConsole, useUserConsole } from '../../../state/user-console.ts';
import { Button } from '../../widgets/Button.tsx';
import { Foreign } from '../../widgets/Foreign.tsx';
import styles from './ConsolePane.module.css';

/** What the code of the last run wrote with `console.log`, with the packets that it was looking at. */
export function ConsolePane(): ReactNode {
  const { lines, omitted } = useUserConsole();
  if (lines.length === 0 && omitted === 0) return undefined;
  return (
    <section className={styles.pane} aria-label="Console of the code">
      <header className={styles.header}>
        <h2>Console</h2>
        <span>
          {formatCountOf(lines.length, 'line')} of the code’s own words
          {omitted > 0 && `, ${formatCount(omitted)} more not kept`}
        </span>
        <Button look="link" onClick={clearConsole}>
          Clear
        </Button>
      </header>
      <ol className={styles.lines} tabIndex={0} aria-label="Lines of the console">
        {lines.map(({ level, text, packet }, at) => (
          <li key={at} className={styles[level]}>
            {packet > 0 && (
              <button
                type="button"
                className={styles.packet}
                title="Show the packet"
                onClick={() => showPacket(packet - 1)}
              >
                #{packet}
              </button>
            )}
            {level !== 'log' && <span className={styles.level}>{level === 'warn' ? 'Warning:' : 'Error:'} </span>}
            <Foreign>{text}</Foreign>
          </li>
        ))}
      </ol>
    </section>
  );
}
