import { create } from 'zustand';

/** A capture that is shipped with the page (public/samples/index.json). */
export interface Sample {
  readonly id: string;
  /** File name in samples/. */
  readonly file: string;
  readonly title: string;
  /** Two sentences: what it is, and what to look for. */
  readonly sentences: string;
  readonly packets: number;
  readonly bytes: number;
  /** Path of a relational flow in samples/, to be offered to the editor. */
  readonly example?: string;
}

/** The list of samples: undefined until it has come; empty if it could not be had. */
export const useSamples = create<{ readonly samples: readonly Sample[] | undefined }>()(() => ({ samples: undefined }));

let loading: Promise<readonly Sample[]> | undefined;

/** Reads the list of samples once. */
export async function loadSamples(): Promise<readonly Sample[]> {
  const known = useSamples.getState().samples;
  if (known !== undefined) return known;
  loading ??= readList();
  const samples = await loading;
  useSamples.setState({ samples });
  return samples;
}

async function readList(): Promise<readonly Sample[]> {
  try {
    const response = await fetch(new URL('samples/index.json', document.baseURI));
    const list: unknown = response.ok ? await response.json() : [];
    return Array.isArray(list) ? list.map(readSample).filter((sample) => sample !== undefined) : [];
  } catch {
    return []; // without its samples the page is still whole: it says that there are none
  }
}

/** Reads one entry; undefined if it is not what the page can open. `sentences` may be one text or a list. */
export function readSample(entry: unknown): Sample | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { id, file, title, sentences, packets, bytes, example } = entry as Record<string, unknown>;
  if (typeof id !== 'string' || typeof file !== 'string' || typeof title !== 'string') return undefined;
  return {
    id,
    file,
    title,
    sentences: Array.isArray(sentences) ? sentences.join(' ') : typeof sentences === 'string' ? sentences : '',
    packets: Number(packets ?? 0),
    bytes: Number(bytes ?? 0),
    ...(typeof example === 'string' ? { example } : {}),
  };
}

/** The address of a sample's capture, relative to the page. */
export function sampleAddress({ file }: Sample): string {
  return `samples/${file}`;
}

/** The text of a sample's relational flow; undefined if it cannot be had. */
export async function readExample(path: string): Promise<string | undefined> {
  try {
    const response = await fetch(new URL(`samples/${path}`, document.baseURI));
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined; // the capture is what was asked for; its example is an extra
  }
}
