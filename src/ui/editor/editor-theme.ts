import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/**
 * The editor in the colours of the page. Custom properties reach into the shadow root, so light and dark follow the
 * page by themselves.
 */
const theme = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--bg)', fontSize: 'var(--font-size-small)' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--text)', padding: 'var(--space-3) 0' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': {
    color: 'var(--text-dim)',
    backgroundColor: 'var(--bg-raised)',
    borderRight: '1px solid var(--border)',
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--bg-hover) 55%, transparent)' },
  '.cm-activeLineGutter': { color: 'var(--text)', backgroundColor: 'var(--bg-hover)' },
  '.cm-selectionLayer .cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground':
    { backgroundColor: 'var(--bg-selected)' },
  '.cm-selectionMatch': { backgroundColor: 'var(--bg-hover)', outline: '1px solid var(--border)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--bg-selected)', outline: '1px solid var(--accent)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--danger-bg)' },
  '.cm-foldPlaceholder': {
    color: 'var(--text-dim)',
    backgroundColor: 'var(--bg-raised)',
    borderColor: 'var(--border)',
  },
  '.cm-panels': { color: 'var(--text)', backgroundColor: 'var(--bg-raised)' },
  '.cm-textfield': { color: 'var(--text)', backgroundColor: 'var(--bg)', borderColor: 'var(--border-strong)' },
  '.cm-button': { color: 'var(--text)', background: 'var(--bg)', borderColor: 'var(--border-strong)' },
  '.cm-searchMatch': { backgroundColor: 'var(--warning-bg)', outline: '1px solid var(--warning)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--bg-selected)' },
  '.cm-tooltip': {
    color: 'var(--text)',
    backgroundColor: 'var(--bg-raised)',
    border: '1px solid var(--border-strong)',
    borderRadius: 'var(--radius)',
    boxShadow: '0 2px 8px var(--shadow)',
    maxWidth: 'min(44em, 90vw)',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-mono)', fontSize: 'var(--font-size-small)' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { color: 'var(--text)', backgroundColor: 'var(--bg-selected)' },
  '.cm-completionMatchedText': { color: 'var(--accent)', textDecoration: 'none', fontWeight: '600' },
  '.cm-diagnostic': { fontFamily: 'var(--font-ui)', fontSize: 'var(--font-size-small)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--danger)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warning)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--danger)',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--warning)',
    textUnderlineOffset: '3px',
  },
  '.cm-lintPoint::after': { borderBottomColor: 'var(--danger)' },
  '.cm-lint-marker': { width: '0.8em', height: '0.8em', marginTop: '0.3em' },
  '.cm-lint-marker-error': { content: 'none', borderRadius: '50%', backgroundColor: 'var(--danger)' },
  '.cm-lint-marker-warning': { content: 'none', borderRadius: '2px', backgroundColor: 'var(--warning)' },
  '.cm-hover-type': {
    display: 'block',
    padding: 'var(--space-2) var(--space-3)',
    fontFamily: 'var(--font-mono)',
    fontSize: 'var(--font-size-small)',
    whiteSpace: 'pre-wrap',
  },
  '.cm-hover-text': {
    display: 'block',
    padding: 'var(--space-2) var(--space-3)',
    borderTop: '1px solid var(--border)',
    fontSize: 'var(--font-size-small)',
    whiteSpace: 'pre-wrap',
  },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: 'var(--match)' },
  { tag: [tags.comment, tags.docComment], color: 'var(--text-dim)', fontStyle: 'italic' },
  { tag: [tags.string, tags.regexp, tags.special(tags.string)], color: 'var(--ok)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--backward)' },
  { tag: [tags.typeName, tags.className, tags.namespace], color: 'var(--accent)' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--forward)' },
  { tag: tags.definition(tags.propertyName), color: 'var(--forward)' },
  { tag: tags.invalid, color: 'var(--danger)' },
]);

/** Look of the editor. */
export const editorTheme: Extension = [theme, syntaxHighlighting(colours)];
