import { ImageDown } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { downloadBlob } from '../download.ts';
import { Menu, type MenuItem } from '../Menu.tsx';
import { pngOf } from './png.ts';
import type { Picture } from './svg.ts';
import styles from './SavePicture.module.css';

export interface SavePictureProps {
  /** Name of the file without its ending; letters, digits and hyphens. */
  readonly name: string;
  /** Draws it for the file; undefined if there is nothing to draw yet. */
  readonly make: () => Picture | undefined;
  /** Other forms in which it can be had. */
  readonly more?: readonly MenuItem[];
}

/** A small button beside a picture that saves it as SVG or PNG. */
export function SavePicture({ name, make, more = [] }: SavePictureProps): ReactNode {
  const [trouble, setTrouble] = useState('');
  const saveSvg = (): void => {
    const picture = make();
    if (picture !== undefined) downloadBlob(new Blob([picture.svg], { type: 'image/svg+xml' }), `${name}.svg`);
  };
  const savePng = async (): Promise<void> => {
    const picture = make();
    if (picture === undefined) return;
    const blob = await pngOf(picture);
    if (blob === undefined) return setTrouble('It is too large for a PNG; SVG has no such bound.');
    setTrouble('');
    downloadBlob(blob, `${name}.png`);
  };
  return (
    <span className={styles.place} data-screen-only>
      <Menu
        look="plain"
        label={<span className="visually-hidden">Save the picture</span>}
        title="Save the picture"
        name="Picture formats"
        icon={<ImageDown aria-hidden />}
        items={[
          { id: 'svg', title: 'SVG', note: 'sharp at any size, can be edited', onChoose: saveSvg },
          { id: 'png', title: 'PNG', note: 'for slides and messages', onChoose: () => void savePng() },
          ...more,
        ]}
      />
      <span role="status" className={styles.trouble}>
        {trouble}
      </span>
    </span>
  );
}
