import { BookOpenText, CircleQuestionMark } from 'lucide-react';
import type { ReactNode } from 'react';
import { openDocs } from '../../state/docs.ts';
import { Button, IconButton } from '../widgets/Button.tsx';

interface DocsLinkProps {
  /** Name of a file in docs/, without its ending. */
  readonly page: string;
  /** A heading of it, as links name it; without it the top. A test looks that it is there. */
  readonly heading?: string;
  /** What is read there: "What is counted". */
  readonly about: string;
  /** Shows the words; without it a question mark that has them as its name. */
  readonly children?: ReactNode;
}

/** Leads to a place in the documentation, which opens over the page. */
export function DocsLink({ page, heading, about, children }: DocsLinkProps): ReactNode {
  const open = (): void => openDocs(page, heading);
  if (children === undefined)
    return <IconButton label={`Documentation: ${about}`} icon={<CircleQuestionMark aria-hidden />} onClick={open} />;
  return (
    <Button look="link" icon={<BookOpenText size={14} aria-hidden />} title={`Documentation: ${about}`} onClick={open}>
      {children}
    </Button>
  );
}
