import { useEffect } from 'react';
import type { Command } from '../../state/commands.ts';
import { getState } from '../../state/store.ts';
import { commandForKey } from './commands.ts';
import { keyOf, worksWhileTyping } from './keys.ts';

/** Gives commands by key, except while the user types, holds another modifier, or a dialog or menu is open. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const key = keyOf(event);
      if (event.defaultPrevented || key === undefined || isTaken(event, worksWhileTyping(key))) return;
      const command = commandForKey(commands, key, getState());
      if (command === undefined) return;
      event.preventDefault();
      command.run();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [commands]);
}

/** True where the key is not for the page: in open dialogs and menus, and, of keys that write something, in fields. */
function isTaken(event: KeyboardEvent, alsoTyping: boolean): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof Element)) return false;
  return target.closest('[role=menu], dialog[open]') !== null || (!alsoTyping && isTyping(target));
}

/** True inside text fields and lists to choose from, also within shadow roots. */
function isTyping(target: Element): boolean {
  if (target instanceof HTMLInputElement)
    return !['button', 'checkbox', 'file', 'radio', 'range'].includes(target.type);
  if (target instanceof HTMLElement && target.isContentEditable) return true;
  return target.closest('textarea, select, [role=textbox]') !== null;
}
