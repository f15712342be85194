import { create } from 'zustand';

/** What a browser hands out where it can install the page (not yet in the types of the platform). */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

/** How the page can be installed now; undefined where the browser offers nothing, or it is installed. */
export const useInstall = create<{ readonly prompt: InstallPrompt | undefined }>()(() => ({ prompt: undefined }));

/** Keeps the browser's offer to install the page, for whoever asks for it. */
export function watchInstall(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault(); // the browser would ask by itself
    useInstall.setState({ prompt: event as InstallPrompt });
  });
  addEventListener('appinstalled', () => useInstall.setState({ prompt: undefined }));
}

/** Lets the browser ask whether the page is to be installed. An offer is good for one question. */
export async function install(): Promise<void> {
  const { prompt } = useInstall.getState();
  useInstall.setState({ prompt: undefined });
  await prompt?.prompt();
}
