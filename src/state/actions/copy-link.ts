import { notify, notifyPassing } from '../notice.ts';
import { linkToView } from '../url-sync.ts';

/** Copies the link to the view, and says what is in it. */
export async function copyLink(): Promise<void> {
  const link = linkToView();
  try {
    await navigator.clipboard.writeText(link);
    const files = new URLSearchParams(new URL(link).hash.slice(1)).has('file');
    notifyPassing(
      files
        ? 'The link is copied. It names the file and holds the view and your code, but nothing of the capture: whoever follows it opens the file.'
        : 'The link is copied. It holds the view and your code.',
    );
  } catch {
    notify({ tone: 'danger', sentence: 'The browser refused to copy. The help (key ?) has the link, too.' });
  }
}
