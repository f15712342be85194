/** The pages of docs/ (scripts/documentation/plugin.ts). */
declare module 'virtual:documentation' {
  export const PAGES: readonly {
    readonly id: string;
    readonly title: string;
    // eslint-disable-next-line @typescript-eslint/consistent-type-imports -- an import would make this a module, and no declaration
    readonly load: () => Promise<import('./page.ts').DocsPage>;
  }[];
}
