import type { ReactNode } from 'react';
import { nameWords } from '../../core/model/name-words.ts';
import type { ToldName } from '../../core/model/names.ts';
import { Foreign } from '../widgets/Foreign.tsx';
import styles from './NamedAddress.module.css';

interface NamedAddressProps {
  /** undefined: the address alone. */
  readonly told: ToldName | undefined;
  /** The address, or address and port. */
  readonly children: string;
  /** The address stands below its name. */
  readonly stacked?: boolean;
}

/** An address behind the name that the capture has for it; the tip tells where that is from and how long it holds. */
export function NamedAddress({ told, children, stacked = false }: NamedAddressProps): ReactNode {
  if (told === undefined) return <Foreign>{children}</Foreign>;
  return (
    <span className={stacked ? undefined : styles.beside} title={nameTip(told, children)}>
      <span className={styles.name} data-state={told.state}>
        <Foreign>{told.name}</Foreign>
      </span>
      {told.state === 'stale' && <span className="visually-hidden"> (run out)</span>}{' '}
      <span className={stacked ? styles.below : styles.address}>{children}</span>
    </span>
  );
}

/** A name with where it is from and how long it holds, as a line of a list. */
export function NameNote({ told }: { readonly told: ToldName }): ReactNode {
  return (
    <li>
      <Foreign>{told.name}</Foreign> · {nameWords(told)}
    </li>
  );
}

/** The address, its name and what is known of that, line by line. */
export function nameTip(told: ToldName, address: string): string {
  return `${address}\n${told.name}\n${nameWords(told)}`;
}
