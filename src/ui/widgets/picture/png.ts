import type { Picture } from './svg.ts';

/** Pixels of the file for a CSS pixel: sharp on paper and on dense screens. */
const RATIO = 2;
/** Browsers refuse larger canvases, pixels of a side and in all. */
const MOST_SIDE = 16_384;
const MOST_PIXELS = 120_000_000;

/** A picture as PNG; undefined if it is too large for a browser, or the browser cannot draw it. */
export async function pngOf({ svg, width, height }: Picture): Promise<Blob | undefined> {
  const ratio = Math.min(RATIO, MOST_SIDE / Math.max(width, height), Math.sqrt(MOST_PIXELS / (width * height)));
  if (ratio < 1) return undefined;
  const image = new Image();
  // As data: the page's policy allows images from itself and as data, nothing else.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  try {
    await image.decode();
  } catch {
    return undefined;
  }
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined), 'image/png'));
}
