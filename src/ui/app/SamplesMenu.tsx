import { LibraryBig } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCountOf } from '../../base/format.ts';
import { openSample } from '../../state/actions/capture.ts';
import { listLessons } from '../../state/lessons.ts';
import { useSamples } from '../../state/samples.ts';
import { Menu } from '../widgets/Menu.tsx';
import styles from './SamplesMenu.module.css';

/** The captures that come with the page; nothing if there are none. */
export function SamplesMenu(): ReactNode {
  const samples = useSamples((state) => state.samples);
  if (samples === undefined || samples.length === 0) return undefined;
  const items = samples.map((sample) => ({
    id: sample.id,
    title: sample.title,
    note: `${sample.file} · ${formatCountOf(sample.packets, 'packet')}`,
    onChoose: () => void openSample(sample),
  }));
  return (
    <Menu
      label={<span className={styles.text}>Samples</span>}
      name="Samples"
      items={[...items, LESSONS]}
      icon={<LibraryBig aria-hidden />}
    />
  );
}

const LESSONS = {
  id: 'lessons',
  title: 'Lessons …',
  note: 'ten, on these samples',
  onChoose: () => listLessons(true),
};
