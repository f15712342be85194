import type { ReactNode } from 'react';
import { notify, useNotice } from '../../state/notice.ts';
import { Banner } from '../widgets/Banner.tsx';
import { CopyButton } from '../widgets/CopyButton.tsx';
import { Foreign } from '../widgets/Foreign.tsx';
import styles from './Notices.module.css';

/** The one notice that belongs to no panel, over the foot of the page. */
export function Notices(): ReactNode {
  const notice = useNotice((state) => state.notice);
  if (notice === undefined) return undefined;
  return (
    <div className={styles.place}>
      <Banner tone={notice.tone} title={<Foreign>{notice.sentence}</Foreign>} onDismiss={() => notify(undefined)}>
        {notice.details !== undefined && <CopyButton text={notice.details}>Copy details</CopyButton>}
      </Banner>
    </div>
  );
}
