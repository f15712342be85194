/** The members of the module 'flowloom' (scripts/documentation/api-reference.ts). */
declare module 'virtual:api-reference' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-imports -- an import would make this a module, and no declaration
  export const MEMBERS: readonly import('./api-member.ts').ApiMember[];
}
