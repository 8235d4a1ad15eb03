import { dev } from '$app/environment';

/**
 * Lets the browser open the app and play stored music without a connection.
 *
 * Only for those who store music or installed the app: nobody else's browser is filled with anything.
 */
export function registerWorker() {
  if (dev || !('serviceWorker' in navigator)) return;
  // Without it the app works all the same.
  navigator.serviceWorker.register('/service-worker.js', { type: 'module' }).catch(() => {});
}

/** Whether the app runs from the home screen, as an app of its own. */
export const isInstalled = () => matchMedia('(display-mode: standalone)').matches;
