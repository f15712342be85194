/** `src_ip` as `srcIp`. */
export function camelName(name: string): string {
  return name.replace(/_([a-z\d])/g, (_all, letter: string) => letter.toUpperCase());
}

/** Gives a prototype a getter by a name and by its form in camelCase, unless it has one of that name already. */
export function defineNamed(prototype: object, name: string, get: (this: never) => unknown): void {
  for (const each of new Set([name, camelName(name)]))
    if (!Object.hasOwn(prototype, each)) Object.defineProperty(prototype, each, { get: get, enumerable: true });
}
