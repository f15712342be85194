import type { ReactNode } from 'react';
import type { MatchDetail } from '../../../core/model/match.ts';
import { Foreign } from '../../widgets/Foreign.tsx';
import styles from './MatchPane.module.css';

/** What a match has captured. */
export function Fields({ detail }: { readonly detail: MatchDetail }): ReactNode {
  if (detail.fields.length === 0) return undefined;
  return (
    <div className={styles.fields} role="group" aria-label="Captured fields" tabIndex={0}>
      <dl>
        {detail.fields.map(({ name, value }) => (
          <div key={name}>
            <dt>
              <Foreign>{name}</Foreign>
            </dt>
            <dd>
              <Foreign>{value}</Foreign>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
