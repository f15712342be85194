/** The part of a keyboard event that tells a key. */
type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** What stands before a key that is pressed together with Ctrl, or with Command on machines of Apple. */
const MOD = 'Mod+';

/** True on machines whose shortcuts are given with Command: Ctrl has other meanings in text fields there. */
export function isApple(platform = navigator.platform): boolean {
  return /^(Mac|iP)/.test(platform);
}

/**
 * A key as commands name it: KeyboardEvent.key, with "Mod+" before it where the platform's modifier for shortcuts is held.
 * undefined with any other modifier but Shift, which is part of what the key writes.
 */
export function keyOf(event: Pressed, apple = isApple()): string | undefined {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (altKey) return undefined;
  if (!ctrlKey && !metaKey) return key;
  if (shiftKey || (apple ? ctrlKey : metaKey)) return undefined;
  return `${MOD}${key.toUpperCase()}`;
}

/** True for keys that mean nothing to a text field, so that they work while a person types. */
export function worksWhileTyping(key: string): boolean {
  return key.startsWith(MOD);
}

/** A key in a person's words: "Esc", "Ctrl+K", "⌘K". */
export function keyWords(key: string, apple = isApple()): string {
  if (key === 'Escape') return 'Esc';
  return key.startsWith(MOD) ? `${apple ? '⌘' : 'Ctrl+'}${key.slice(MOD.length)}` : key;
}
