/** A picture as SVG text, with its size in CSS pixels. */
export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** Attributes of an element; numbers are CSS pixels. undefined: left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Text that stands in XML: what XML cannot hold is left out. */
export function escapeXml(text: string): string {
  return (
    text

      // oxlint-disable-next-line no-control-regex -- XML 1.0, 2.2: these are no characters of a document
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])/g, '')
      .replace(/(^|[^\ud800-\udbff])[\udc00-\udfff]/g, '$1')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}

/** An element; what stands in it is SVG already, texts come from `svgText`. */
export function svgElement(name: string, attributes: Attributes, ...inside: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('');
  return inside.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${inside.join('')}</${name}>`;
}

/** A line of text. */
export function svgText(text: string, attributes: Attributes): string {
  return svgElement('text', attributes, escapeXml(text));
}

/** A whole picture on a ground of one colour. */
export function svgDocument(
  width: number,
  height: number,
  ground: string,
  attributes: Attributes,
  inside: string,
): string {
  return svgElement(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}`, ...attributes },
    svgElement('rect', { width, height, fill: ground }),
    inside,
  );
}

/** Properties that a style sheet may have set, as attributes of SVG. */
const PROPERTIES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'paint-order',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
] as const;

/** A picture that is on the page, as it looks there: what style sheets say is written into it. */
export function pictureOf(element: SVGSVGElement, ground: string): Picture {
  const { width: boxWidth, height: boxHeight } = element.getBoundingClientRect();
  const [left = 0, top = 0, width = boxWidth, height = boxHeight] = (element.getAttribute('viewBox') ?? '')
    .split(' ')
    .filter(Boolean)
    .map(Number);
  const copy = element.cloneNode(true) as SVGSVGElement;
  const originals = [...element.querySelectorAll<SVGElement>('*')];
  [...copy.querySelectorAll<SVGElement>('*')].forEach((part, at) => {
    const style = originals[at] === undefined ? undefined : getComputedStyle(originals[at]);
    part.removeAttribute('class');
    for (const name of PROPERTIES) part.setAttribute(name, style?.getPropertyValue(name) ?? '');
  });
  const viewBox = `${left} ${top} ${width} ${height}`;
  return { svg: svgDocument(width, height, ground, { viewBox }, copy.innerHTML), width, height };
}
