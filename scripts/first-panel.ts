import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

/**
 * Lets the page load the panel that a capture is first shown in with its own first files, though the first paint does not wait for it: a host that
 * has another version of the page a moment later has the rest of its parts no more, and the first panel is not to be among them.
 * @param module path of the panel's module, as it ends
 */
export function firstPanel(module: string): Plugin {
  return {
    name: 'first-panel',
    apply: 'build',
    transformIndexHtml: { order: 'post', handler: (html, { bundle = {} }) => tagsOf(html, bundle, module) },
  };
}

function tagsOf(html: string, bundle: Rolldown.OutputBundle, module: string): HtmlTagDescriptor[] {
  const panel = chunksOf(bundle).find(({ facadeModuleId }) => facadeModuleId?.endsWith(module) === true);
  if (panel === undefined) throw new Error(`No chunk is made of ${module}.`);
  const chunks = withImports(bundle, panel).filter(({ fileName }) => !html.includes(fileName));
  const styles = new Set(chunks.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]));
  return [
    ...chunks.map(({ fileName }) => linkTo({ rel: 'modulepreload', fetchpriority: 'low', href: `./${fileName}` })),
    ...[...styles]
      .filter((file) => !html.includes(file))
      .map((file) => linkTo({ rel: 'stylesheet', href: `./${file}` })),
  ];
}

const chunksOf = (bundle: Rolldown.OutputBundle): Rolldown.OutputChunk[] =>
  Object.values(bundle).filter((one) => one.type === 'chunk');

/** A chunk and all that it imports at once. */
function withImports(bundle: Rolldown.OutputBundle, first: Rolldown.OutputChunk): readonly Rolldown.OutputChunk[] {
  const found = new Set([first]);
  for (const { imports } of found)
    for (const name of imports) {
      const chunk = bundle[name];
      if (chunk?.type === 'chunk') found.add(chunk);
    }
  return [...found];
}

function linkTo(attrs: Record<string, string>): HtmlTagDescriptor {
  return { tag: 'link', attrs: { ...attrs, crossorigin: true }, injectTo: 'head' };
}
