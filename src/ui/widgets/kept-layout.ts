import { keepText, keptValue } from '../../base/kept-texts.ts';

/** Sizes of the two parts of a group, percent, by their ids. */
export type Layout = Record<string, number>;

const NAME = 'flowloom:split:';

/** The sizes that the person has given to parts, by the name of their group; undefined if none were given. */
export function keptLayout(name: string, ids: readonly string[]): Layout | undefined {
  const kept = keptValue(NAME + name);
  if (typeof kept !== 'object' || kept === null) return undefined;
  const sizes = ids.map((id) => (kept as Record<string, unknown>)[id]);
  if (!sizes.every((size): size is number => typeof size === 'number' && size >= 0 && size <= 100)) return undefined;
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  return Math.abs(whole - 100) < 1 ? Object.fromEntries(ids.map((id, at) => [id, sizes[at] ?? 0])) : undefined;
}

/** Keeps the sizes if it was the person who gave them. For `onLayoutChanged` of a group. */
export function keepLayout(
  name: string,
  ids: readonly string[],
  layout: Layout,
  { isUserInteraction }: { readonly isUserInteraction: boolean },
): void {
  if (isUserInteraction && ids.every((id) => id in layout)) keepText(NAME + name, JSON.stringify(layout));
}
