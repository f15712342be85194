import { create } from 'zustand';

/** Whether the privacy panel is on screen. */
export const usePrivacyShown = create<{ readonly shown: boolean }>()(() => ({ shown: false }));

/** Shows the privacy panel, or takes it away. */
export function showPrivacy(shown: boolean): void {
  usePrivacyShown.setState({ shown });
}
