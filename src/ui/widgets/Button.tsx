import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './Button.module.css';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'type'> {
  /** `primary`: the one thing to do here; `plain`: without a frame, for rows of tools; `link`: within text. */
  readonly look?: 'normal' | 'primary' | 'plain' | 'link';
  readonly icon?: ReactNode;
  /** Sends the form that it stands in. */
  readonly submit?: boolean;
}

/** A button with a text, and an icon before it if wanted. */
export function Button({
  look = 'normal',
  icon,
  submit = false,
  className,
  children,
  ...rest
}: ButtonProps): ReactNode {
  return (
    <button
      type={submit ? 'submit' : 'button'}
      className={classNames(styles.button, styles[look], className)}
      {...rest}
    >
      {icon}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'aria-label' | 'children'> {
  /** What it does: its accessible name and its tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
}

/** A button that shows only an icon. */
export function IconButton({ label, icon, className, title, ...rest }: IconButtonProps): ReactNode {
  return (
    <button
      type="button"
      aria-label={label}
      title={title ?? label}
      className={classNames(styles.button, styles.plain, styles.iconOnly, className)}
      {...rest}
    >
      {icon}
    </button>
  );
}
