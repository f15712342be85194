import { CircleAlert, Info, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './Button.tsx';
import { classNames } from './class-names.ts';
import styles from './Banner.module.css';

export interface BannerProps {
  readonly tone?: 'info' | 'warning' | 'danger';
  /** The one sentence that must be read. */
  readonly title: ReactNode;
  /** Facts and advice below it. */
  readonly children?: ReactNode;
  readonly onDismiss?: (() => void) | undefined;
}

const ICONS = { info: Info, warning: TriangleAlert, danger: CircleAlert };

/** A message that stays until it is settled: a sentence, details, things to do. */
export function Banner({ tone = 'info', title, children, onDismiss }: BannerProps): ReactNode {
  const Icon = ICONS[tone];
  return (
    <div className={classNames(styles.banner, styles[tone])} role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon className={styles.icon} aria-hidden />
      <div className={styles.text}>
        <div className={styles.title}>{title}</div>
        {children}
      </div>
      {onDismiss !== undefined && <IconButton label="Dismiss" icon={<X aria-hidden />} onClick={onDismiss} />}
    </div>
  );
}
