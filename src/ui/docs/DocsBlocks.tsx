import type { ReactNode } from 'react';
import { openDocs } from '../../state/docs.ts';
import { Button } from '../widgets/Button.tsx';
import type { Block, Inline } from './page.ts';
import styles from './Docs.module.css';

/** Id of a heading's element. */
export function headingElement(page: string, heading: string): string {
  return `docs-${page}-${heading}`;
}

interface BlocksProps {
  readonly page: string;
  readonly blocks: readonly Block[];
}

/** The blocks of a page, made of elements one by one: nothing in it is taken for HTML. */
export function DocsBlocks({ page, blocks }: BlocksProps): ReactNode {
  return blocks.map((block, at) => <OneBlock key={at} page={page} block={block} />);
}

function OneBlock({ page, block }: { readonly page: string; readonly block: Block }): ReactNode {
  switch (block.type) {
    case 'heading': {
      // The title of the dialog is a heading of the second level, that of the page of the third.
      const Heading = block.level <= 2 ? 'h4' : 'h5';
      return (
        <Heading id={headingElement(page, block.id)} tabIndex={-1} className={styles.heading}>
          <Words text={block.text} />
        </Heading>
      );
    }
    case 'paragraph':
      return (
        <p>
          <Words text={block.text} />
        </p>
      );
    case 'code':
      return (
        <pre className={styles.code} tabIndex={0} role="group" aria-label="Code">
          {block.text}
        </pre>
      );
    case 'list':
      return <List page={page} block={block} />;
    case 'table':
      return <Table block={block} />;
  }
}

function List({ page, block }: { readonly page: string; readonly block: Extract<Block, { type: 'list' }> }): ReactNode {
  const Element = block.ordered ? 'ol' : 'ul';
  return (
    <Element>
      {block.items.map((item, at) => (
        <li key={at}>
          <DocsBlocks page={page} blocks={item} />
        </li>
      ))}
    </Element>
  );
}

/** Wide tables scroll by themselves. */
function Table({ block: { head, rows } }: { readonly block: Extract<Block, { type: 'table' }> }): ReactNode {
  return (
    <div className={styles.table} tabIndex={0} role="group" aria-label="Table">
      <table>
        <thead>
          <tr>
            {head.map((cell, at) =>
              cell.length === 0 ? (
                <td key={at} />
              ) : (
                <th key={at} scope="col">
                  <Words text={cell} />
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, place) => (
                <td key={place}>
                  <Words text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Words({ text }: { readonly text: readonly Inline[] }): ReactNode {
  return text.map((part, at) => <Word key={at} part={part} />);
}

function Word({ part }: { readonly part: Inline }): ReactNode {
  if (typeof part === 'string') return part;
  if ('code' in part) return <code>{part.code}</code>;
  if ('strong' in part)
    return (
      <strong>
        <Words text={part.strong} />
      </strong>
    );
  if ('emphasis' in part)
    return (
      <em>
        <Words text={part.emphasis} />
      </em>
    );
  const { link, text } = part;
  if ('address' in link)
    return (
      <a href={link.address} target="_blank" rel="noreferrer">
        <Words text={text} />
      </a>
    );
  return (
    <Button look="link" onClick={() => openDocs(link.page, link.heading)}>
      <Words text={text} />
    </Button>
  );
}
