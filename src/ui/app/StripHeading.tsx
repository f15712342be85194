import { FoldHorizontal, Undo2, X, ZoomIn, ZoomOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../widgets/Button.tsx';
import styles from './CaptureStrip.module.css';

export interface StripHeadingProps {
  /** What the strip shows, and the range, in words. */
  readonly words: string;
  readonly hasRange: boolean;
  readonly canZoomToRange: boolean;
  readonly canGoBack: boolean;
  readonly isZoomed: boolean;
  /** Silences are folded; undefined: there is none that could be. */
  readonly folded: boolean | undefined;
  readonly onClearRange: () => void;
  readonly onZoomToRange: () => void;
  readonly onBack: () => void;
  readonly onWhole: () => void;
  readonly onFold: (folded: boolean) => void;
}

/** What the strip shows, and what can be done about it. */
export function StripHeading(props: StripHeadingProps): ReactNode {
  const { folded } = props;
  return (
    <>
      <span className={styles.range} title={props.words}>
        {props.words}
      </span>
      {props.hasRange && <Tool word="Clear range" icon={<X aria-hidden />} onPress={props.onClearRange} />}
      {props.canZoomToRange && (
        <Tool word="Zoom to range" icon={<ZoomIn aria-hidden />} onPress={props.onZoomToRange} />
      )}
      {props.canGoBack && <Tool word="Zoom back" icon={<Undo2 aria-hidden />} onPress={props.onBack} />}
      {props.isZoomed && <Tool word="Whole capture" icon={<ZoomOut aria-hidden />} onPress={props.onWhole} />}
      {folded !== undefined && (
        <Tool
          word="Fold silences"
          icon={<FoldHorizontal aria-hidden />}
          pressed={folded}
          onPress={() => props.onFold(!folded)}
        />
      )}
    </>
  );
}

interface ToolProps {
  readonly word: string;
  readonly icon: ReactNode;
  readonly pressed?: boolean;
  readonly onPress: () => void;
}

function Tool({ word, icon, pressed, onPress }: ToolProps): ReactNode {
  return (
    <Button look="plain" className={styles.small} icon={icon} title={word} aria-pressed={pressed} onClick={onPress}>
      <span className={styles.word}>{word}</span>
    </Button>
  );
}
