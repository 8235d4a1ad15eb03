import { dev } from '$app/environment';

/** Lets the browser keep the app's shell, so that it opens at once and without a connection. Data is never kept. */
export function registerServiceWorker() {
  if (dev || !('serviceWorker' in navigator)) return;
  // Without it the app works all the same.
  navigator.serviceWorker.register('/service-worker.js', { type: 'module' }).catch(() => {});
}
