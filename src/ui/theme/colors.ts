/** Colours of theme.css that canvases draw with. */
export type ColorName =
  | '--bg'
  | '--bg-raised'
  | '--bg-sunken'
  | '--bg-selected'
  | '--text'
  | '--text-dim'
  | '--border'
  | '--border-strong'
  | '--accent'
  | '--forward'
  | '--backward'
  | '--match'
  | '--match-bg'
  | '--danger'
  | '--focus';

/**
 * Resolves colours of the theme as they apply inside an element. A custom property alone would come back as the text
 * `light-dark(…)`, so a hidden element is coloured with it and asked.
 */
export function readColors<Name extends ColorName>(inside: HTMLElement, names: readonly Name[]): Record<Name, string> {
  const probe = document.createElement('span');
  probe.hidden = true;
  inside.append(probe);
  const colors: Partial<Record<Name, string>> = {};
  for (const name of names) {
    probe.style.color = `var(${name})`;
    colors[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return colors as Record<Name, string>;
}

/** Calls back whenever light and dark change places, also for paper, which is always light; returns how to stop. */
export function watchColors(changed: () => void): () => void {
  const media = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const paper = matchMedia('print');
  media.addEventListener('change', changed);
  paper.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    media.removeEventListener('change', changed);
    paper.removeEventListener('change', changed);
  };
}
