import { ScanSearch } from 'lucide-react';
import type { ReactNode } from 'react';
import { decodingNouns } from '../../core/model/decoding-words.ts';
import type { Decoding } from '../../core/model/parameters.ts';
import { decodeAsNfstream, lookInside } from '../../state/actions/meter.ts';
import { Button } from '../widgets/Button.tsx';

interface LookInsideProps {
  readonly decode: readonly Decoding[];
  readonly look?: 'primary' | 'normal' | 'link';
  /** In place of "Look inside". */
  readonly children?: ReactNode;
}

/** Reads the capture again and follows these headers too. */
export function LookInside({ decode, look = 'normal', children = 'Look inside' }: LookInsideProps): ReactNode {
  const words = `Reads the capture again and follows ${decodingNouns(decode)} too. NFStream’s decoding is one press away.`;
  return (
    <Button
      look={look}
      title={words}
      {...(look !== 'link' && { icon: <ScanSearch aria-hidden /> })}
      onClick={() => lookInside(decode)}
    >
      {children}
      <span className="visually-hidden"> {decodingNouns(decode)}</span>
    </Button>
  );
}

/** Takes all further decodings back. */
export function BackToNfstream(): ReactNode {
  return <Button onClick={decodeAsNfstream}>Back to NFStream’s decoding</Button>;
}
