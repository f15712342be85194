import { afterEach, expect, it, vi } from 'vitest';
import { forgetTexts, keepText, keptNames, keptText, keptValue, onForgotten } from '../../src/base/kept-texts.ts';
import { memoryStorage } from '../fixtures/memory-storage.ts';

afterEach(() => vi.unstubAllGlobals());

it('keeps texts, and forgets all of its own and nothing else', () => {
  vi.stubGlobal('localStorage', memoryStorage({ other: 'x', flowloomed: 'y', 'flowloom.theme': 'dark' }));
  keepText('flowloom:code', 'class A {}');
  expect(keptText('flowloom:code')).toBe('class A {}');
  expect(keptNames().toSorted()).toEqual(['flowloom.theme', 'flowloom:code']);
  const told = vi.fn();
  const end = onForgotten(told);
  forgetTexts();
  expect(keptNames()).toEqual([]);
  expect(told).toHaveBeenCalledOnce();
  end();
  forgetTexts();
  expect(told).toHaveBeenCalledOnce();
  expect(localStorage.getItem('other')).toBe('x');
  expect(localStorage.getItem('flowloomed')).toBe('y');
});

it('keeps no text any more when told so', () => {
  vi.stubGlobal('localStorage', memoryStorage({ 'flowloom:a': '1' }));
  keepText('flowloom:a', undefined);
  expect(keptText('flowloom:a')).toBeUndefined();
});

it('gives back no value of what is none', () => {
  vi.stubGlobal('localStorage', memoryStorage({ 'flowloom:a': '{"x":[', 'flowloom:b': 'null', 'flowloom:c': '[1]' }));
  expect(['flowloom:a', 'flowloom:b', 'flowloom:c', 'flowloom:d'].map(keptValue)).toEqual([
    undefined,
    undefined,
    [1],
    undefined,
  ]);
});

it('goes on without storage, and with one that refuses', () => {
  const refuse = (): never => {
    throw new DOMException('denied', 'SecurityError');
  };
  for (const storage of [undefined, { getItem: refuse, setItem: refuse, removeItem: refuse, key: refuse, length: 3 }]) {
    vi.stubGlobal('localStorage', storage);
    keepText('flowloom:a', '1');
    expect(keptText('flowloom:a')).toBeUndefined();
    expect(keptNames()).toEqual([]);
    expect(forgetTexts).not.toThrow();
  }
});
