import {
  CircleQuestionMark,
  Link2,
  Monitor,
  Moon,
  Search,
  Share2,
  ShieldCheck,
  SlidersHorizontal,
  Sun,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { copyLink } from '../../state/actions/copy-link.ts';
import { openSettings } from '../../state/actions/meter.ts';
import { showPrivacy } from '../../state/privacy-shown.ts';
import { showShare } from '../../state/share.ts';
import { useStore } from '../../state/store.ts';
import type { Theme } from '../../state/store.ts';
import { IconButton } from '../widgets/Button.tsx';
import { CaptureFacts } from './CaptureFacts.tsx';
import { switchTheme } from './commands.ts';
import { FilePicker } from './FilePicker.tsx';
import { keyWords } from './keys.ts';
import { SamplesMenu } from './SamplesMenu.tsx';
import styles from './Header.module.css';

const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon };
const THEME_WORDS: Readonly<Record<Theme, string>> = { system: 'as the system', light: 'light', dark: 'dark' };

interface HeaderProps {
  readonly onHelp: () => void;
  readonly onPalette: () => void;
}

/** Name, the open capture in short, and what can be done everywhere. */
export function Header({ onHelp, onPalette }: HeaderProps): ReactNode {
  const theme = useStore((state) => state.theme);
  const hasCapture = useStore(({ session, aside }) => session.phase === 'ready' && !aside);
  const Icon = THEME_ICONS[theme];
  return (
    <header className={styles.header}>
      <h1 className={styles.name}>
        <img src="./icon.svg" alt="" width="22" height="22" />
        <span className={styles.word}>Flowloom</span>
      </h1>
      <CaptureFacts />
      <FilePicker />
      <SamplesMenu />
      <div className={styles.tools}>
        <IconButton label={`Find an action (${keyWords('Mod+K')})`} icon={<Search aria-hidden />} onClick={onPalette} />
        {hasCapture && (
          <span className={styles.roomy}>
            <IconButton
              label="Copy a link to this view (c)"
              icon={<Link2 aria-hidden />}
              onClick={() => void copyLink()}
            />
            <IconButton label="Share … (C)" icon={<Share2 aria-hidden />} onClick={() => showShare(true)} />
          </span>
        )}
        <IconButton label="Meter settings (m)" icon={<SlidersHorizontal aria-hidden />} onClick={openSettings} />
        <IconButton label={`Theme: ${THEME_WORDS[theme]} (t)`} icon={<Icon aria-hidden />} onClick={switchTheme} />
        <IconButton label="Privacy (p)" icon={<ShieldCheck aria-hidden />} onClick={() => showPrivacy(true)} />
        <IconButton label="Keyboard help (?)" icon={<CircleQuestionMark aria-hidden />} onClick={onHelp} />
      </div>
    </header>
  );
}
