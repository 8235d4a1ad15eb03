/**
 * What this browser says about tracking, as pages see it; the service sees the same in the headers of each request.
 *
 * Global Privacy Control where browsers have it, else Do Not Track. Silence is no consent to anything.
 */
export interface SignalSource {
  readonly globalPrivacyControl?: boolean;
  readonly doNotTrack?: string | null;
}

/** Whether this browser asks not to be tracked. */
export function asksNotToBeTracked(browser: SignalSource = navigator as SignalSource): boolean {
  return browser.globalPrivacyControl === true || browser.doNotTrack === '1';
}
