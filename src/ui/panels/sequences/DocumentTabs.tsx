import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { visibleText } from '../../../base/text.ts';
import { titleOf, useDocuments } from '../../../state/documents.ts';
import { IconButton } from '../../widgets/Button.tsx';
import { classNames } from '../../widgets/class-names.ts';
import type { Code } from './use-code.ts';
import styles from './DocumentTabs.module.css';

/** The documents of the editor, and ways to another one. */
export function DocumentTabs({ code }: { readonly code: Code }): ReactNode {
  const { documents, current } = useDocuments();
  return (
    <nav className={styles.tabs} aria-label="Documents">
      <ul className={styles.list}>
        {documents.map((document) => (
          <li key={document.id}>
            <button
              type="button"
              className={classNames(styles.tab, document.id === current && styles.current)}
              aria-current={document.id === current}
              title={document.lent ? 'Not yours yet: it is kept once you have changed it' : undefined}
              onClick={() => code.show(document.id)}
            >
              <bdi className={classNames(document.lent && styles.lent)}>{visibleText(titleOf(document))}</bdi>
            </button>
          </li>
        ))}
      </ul>
      <IconButton label="New document" icon={<Plus aria-hidden />} onClick={() => code.add('')} />
      <IconButton label="Close the document" icon={<X aria-hidden />} onClick={code.close} />
    </nav>
  );
}
