import { useEffect } from 'react';
import { openedFiles } from '../../state/opened-files.ts';
import { useStore } from '../../state/store.ts';

/**
 * Lets the browser ask before the page is left (Back, reload, closing its tab) while files are open that would have to be chosen
 * again; what came by an address comes back by itself.
 */
export function useLeaveWarning(): void {
  const isOpen = useStore(({ session }) => session.phase === 'ready' || session.phase === 'loading');
  useEffect(() => {
    if (!isOpen) return undefined;
    const ask = (event: BeforeUnloadEvent): void => {
      const { files, addresses } = openedFiles();
      if (files.length > 0 && addresses.length === 0) event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isOpen]);
}
