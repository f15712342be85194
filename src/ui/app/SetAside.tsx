import type { ReactNode } from 'react';
import { summaryOf } from '../../state/session.ts';
import { useStore } from '../../state/store.ts';
import { Banner } from '../widgets/Banner.tsx';
import { Button } from '../widgets/Button.tsx';
import { Foreign } from '../widgets/Foreign.tsx';

/** The capture that Back has set aside, and the way back to it. */
export function SetAside(): ReactNode {
  const name = useStore(({ aside, session }) => (aside ? summaryOf(session)?.name : undefined));
  if (name === undefined) return undefined;
  return (
    <Banner
      title={
        <>
          <Foreign>{name}</Foreign> is still open.
        </>
      }
    >
      <Button onClick={() => history.forward()}>Go on with it</Button>
    </Banner>
  );
}
