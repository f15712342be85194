/** A page of the documentation as the builder reads it from Markdown (scripts/documentation): values, never HTML. */

/** Text within a block. */
export type Inline =
  | string
  | { readonly code: string }
  | { readonly strong: readonly Inline[] }
  | { readonly emphasis: readonly Inline[] }
  | { readonly link: LinkTarget; readonly text: readonly Inline[] };

/** Where a link leads: to a heading of a page here ("" is its top), or to another host. */
export type LinkTarget = { readonly page: string; readonly heading: string } | { readonly address: string };

export type Block =
  | { readonly type: 'heading'; readonly level: number; readonly id: string; readonly text: readonly Inline[] }
  | { readonly type: 'paragraph'; readonly text: readonly Inline[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | { readonly type: 'code'; readonly text: string }
  | {
      readonly type: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    };

/** One file of docs/. */
export interface DocsPage {
  /** Name of the file without its ending: "relational-flows". */
  readonly id: string;
  /** Its first heading. */
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** The letters of a text alone. */
export function plainText(text: readonly Inline[]): string {
  return text
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('code' in part) return part.code;
      return plainText('strong' in part ? part.strong : 'emphasis' in part ? part.emphasis : part.text);
    })
    .join('');
}
