import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import styles from './Toolbar.module.css';

export interface ToolbarProps {
  /** Accessible name. */
  readonly label: string;
  readonly children: ReactNode;
}

const CONTROLS = 'button, select, input, a[href]';
/** What opens from a tool is none itself. */
const OPENED = '[popover], [role=menu], dialog';

/**
 * Tools that are one stop of the Tab key: left and right, Home and End go from one to the next (the toolbar of the ARIA
 * practices). What opens from a tool has keys of its own.
 */
export function Toolbar({ label, children }: ToolbarProps): ReactNode {
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = bar.current;
    if (element === null) return undefined;
    keepOneStop(element);
    // Tools come and go by themselves.
    const observer = new MutationObserver(() => keepOneStop(element));
    observer.observe(element, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
    return () => observer.disconnect();
  }, []);
  return (
    <div
      ref={bar}
      role="toolbar"
      tabIndex={-1}
      aria-label={label}
      className={styles.bar}
      onFocus={({ target, currentTarget }) => keepOneStop(currentTarget, target)}
      onKeyDown={moveFocus}
    >
      {children}
    </div>
  );
}

/** The tools in order; those that cannot be used are passed over. */
function toolsOf(bar: HTMLElement): readonly HTMLElement[] {
  return [...bar.querySelectorAll<HTMLElement>(CONTROLS)].filter(
    (tool) => tool.closest(OPENED) === null && !tool.matches(':disabled'),
  );
}

/** Tab comes to one tool: the one that had the focus last, or the first. */
function keepOneStop(bar: HTMLElement, focused?: EventTarget): void {
  const tools = toolsOf(bar);
  const stop = tools.find((tool) => tool === focused) ?? tools.find((tool) => tool.dataset['stop'] === '') ?? tools[0];
  for (const tool of tools) {
    tool.tabIndex = tool === stop ? 0 : -1;
    if (tool === stop) tool.dataset['stop'] = '';
    else delete tool.dataset['stop'];
  }
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const tools = toolsOf(event.currentTarget);
  const at = tools.findIndex((tool) => tool === event.target);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tools.length - 1 }[event.key];
  if (at < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  tools[(to + tools.length) % tools.length]?.focus();
}
