import { useEffect } from 'react';
import { getState } from '../../state/store.ts';
import { commandForKey } from './commands.ts';
import type { Command } from './commands.ts';

/** Gives commands by key, except while the user types, holds a modifier, or a dialog or menu is open. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      const command = commandForKey(commands, event.key, getState());
      if (command === undefined) return;
      event.preventDefault();
      command.run();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [commands]);
}

/** True inside text fields, lists to choose from, open dialogs and menus, also within shadow roots. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof Element)) return false;
  if (target instanceof HTMLInputElement)
    return !['button', 'checkbox', 'file', 'radio', 'range'].includes(target.type);
  if (target instanceof HTMLElement && target.isContentEditable) return true;
  return target.closest('textarea, select, [role=textbox], [role=menu], dialog[open]') !== null;
}
