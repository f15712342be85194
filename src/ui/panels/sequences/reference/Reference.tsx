import { MEMBERS } from 'virtual:api-reference';
import { Play, TextCursorInput, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../../../widgets/Button.tsx';
import type { ApiMember } from './api-member.ts';
import { exampleOf } from './examples.ts';
import { foundMembers } from './find-members.ts';
import styles from './Reference.module.css';

export interface ReferenceProps {
  /** Runs a module over the open capture, in a document of its own; undefined: there is none to run over. */
  readonly onTry: ((code: string) => void) | undefined;
  /** Puts a module into the document in the editor. */
  readonly onInsert: (code: string) => void;
  readonly onClose: () => void;
}

/** All that code can import, searchable, each with an example that runs on the open capture. */
export function Reference({ onTry, onInsert, onClose }: ReferenceProps): ReactNode {
  const [query, setQuery] = useState('');
  const found = useMemo(() => foundMembers(MEMBERS, query), [query]);
  const groups = [...new Set(found.map(({ group }) => group))];
  return (
    <section className={styles.reference} aria-label="Reference">
      <div className={styles.bar}>
        <input
          type="search"
          aria-label="Search the reference"
          placeholder="Search: answer, port, silence, absent …"
          className={styles.search}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <IconButton label="Close the reference" icon={<X aria-hidden />} onClick={onClose} />
      </div>
      <div className={styles.list} tabIndex={0} role="group" aria-label="Members">
        {found.length === 0 && (
          <p className={styles.none}>
            Nothing is called so or speaks of it. Try a word like “port”, “time” or “repeat”.
          </p>
        )}
        {groups.map((group) => (
          <section key={group}>
            <h2 className={styles.group}>{group}</h2>
            {found
              .filter((member) => member.group === group)
              .map((member) => (
                <Member key={member.id} member={member} onTry={onTry} onInsert={onInsert} />
              ))}
          </section>
        ))}
      </div>
    </section>
  );
}

interface MemberProps extends Pick<ReferenceProps, 'onTry' | 'onInsert'> {
  readonly member: ApiMember;
}

function Member({ member, onTry, onInsert }: MemberProps): ReactNode {
  const [open, setOpen] = useState(false);
  const example = exampleOf(member);
  return (
    <details className={styles.member} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <code>{member.signature}</code>
        <span className={styles.words}>{withCode(member.description)}</span>
      </summary>
      {open && example !== undefined && (
        <>
          <pre className={styles.example}>{example}</pre>
          <div className={styles.tools}>
            <Button
              icon={<Play aria-hidden />}
              disabled={onTry === undefined}
              title="In a document of its own"
              aria-label={`Run it here: the example of ${member.name}`}
              onClick={() => onTry?.(example)}
            >
              Run it here
            </Button>
            <Button
              icon={<TextCursorInput aria-hidden />}
              aria-label={`Insert the example of ${member.name}`}
              onClick={() => onInsert(example)}
            >
              Insert
            </Button>
          </div>
        </>
      )}
    </details>
  );
}

/** Words in which code stands between backticks. */
function withCode(words: string): ReactNode {
  return words.split('`').map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part));
}
