import { describe, expect, it } from 'vitest';
import { escapeXml, svgDocument, svgElement, svgText } from '../../../src/ui/widgets/picture/svg.ts';

describe('a picture as text', () => {
  it('takes nothing of a foreign text for a mark, and leaves out what XML cannot hold', () => {
    expect(escapeXml('<b a="1">&</b>')).toBe('&lt;b a=&quot;1&quot;&gt;&amp;&lt;/b&gt;');
    expect(escapeXml('a\u0000b\u001fc\ufffed\tx')).toBe('abcd\tx');
    expect(escapeXml('\ud83d\ude00 \ud83d- \ude00')).toBe('\ud83d\ude00 - ');
  });

  it('has elements with attributes, and none that is not said', () => {
    expect(svgElement('line', { x1: 1, stroke: 'a"b', 'stroke-width': undefined })).toBe(
      '<line x1="1" stroke="a&quot;b"/>',
    );
    expect(svgText('a < b', { x: 0 })).toBe('<text x="0">a &lt; b</text>');
  });

  it('stands on a ground of its own, in its own size', () => {
    expect(svgDocument(20, 10, '#fff', {}, '<g/>')).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10" viewBox="0 0 20 10">' +
        '<rect width="20" height="10" fill="#fff"/><g/></svg>',
    );
  });
});
