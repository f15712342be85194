import type { ReactNode } from 'react';
import { notify, useNotice, type Notice } from '../../state/notice.ts';
import { Banner } from '../widgets/Banner.tsx';
import { Button } from '../widgets/Button.tsx';
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
        {notice.action !== undefined && <Button onClick={() => act(notice.action)}>{notice.action.title}</Button>}
      </Banner>
    </div>
  );
}

function act(action: Notice['action']): void {
  notify(undefined);
  action?.run();
}
