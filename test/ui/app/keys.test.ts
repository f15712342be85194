import { describe, expect, it } from 'vitest';
import { keyOf, keyWords, worksWhileTyping } from '../../../src/ui/app/keys.ts';

const NONE = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe('keys as commands name them', () => {
  it('are what the key writes, with Shift', () => {
    expect(keyOf({ ...NONE, key: 'o' }, false)).toBe('o');
    expect(keyOf({ ...NONE, key: '?', shiftKey: true }, false)).toBe('?');
    expect(keyOf({ ...NONE, key: 'o', altKey: true }, false)).toBeUndefined();
  });

  it('have the modifier of the platform, and no other', () => {
    expect(keyOf({ ...NONE, key: 'k', ctrlKey: true }, false)).toBe('Mod+K');
    expect(keyOf({ ...NONE, key: 'k', metaKey: true }, false)).toBeUndefined();
    expect(keyOf({ ...NONE, key: 'k', metaKey: true }, true)).toBe('Mod+K');
    expect(keyOf({ ...NONE, key: 'k', ctrlKey: true }, true)).toBeUndefined();
    expect(keyOf({ ...NONE, key: 'k', ctrlKey: true, shiftKey: true }, false)).toBeUndefined();
    expect(keyOf({ ...NONE, key: 'o', ctrlKey: true }, false)).not.toBe('o');
  });

  it('are written as keyboards have them', () => {
    expect(keyWords('Mod+K', false)).toBe('Ctrl+K');
    expect(keyWords('Mod+K', true)).toBe('⌘K');
    expect(keyWords('Escape', false)).toBe('Esc');
    expect(worksWhileTyping('Mod+K')).toBe(true);
    expect(worksWhileTyping('k')).toBe(false);
  });
});
