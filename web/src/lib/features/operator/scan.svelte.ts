/** The scan as it runs: read once, then followed by the server's own events. */
import { api, read } from '$lib/api/client';
import type { Scan } from '$lib/api/types';
import { asProblem, type ProblemError } from '$lib/api/problem';

/** The part of `EventSource` that is used. */
export interface Events {
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

export class ScanProgress {
  scan = $state.raw<Scan | null>(null);
  problem = $state.raw<ProblemError | null>(null);
  /** Whether the server's events are arriving. */
  live = $state(false);

  constructor(private readonly open: (url: string) => Events = (url) => new EventSource(url)) {}

  get running(): boolean {
    return this.scan?.state === 'running';
  }

  /** Share of the found files that are done, 0 to 1; null while nothing was found yet. */
  get share(): number | null {
    if (!this.scan || this.scan.found === 0) return null;
    return Math.min(1, (this.scan.read + this.scan.unchanged) / this.scan.found);
  }

  /** Reads the state and follows it; returns what stops following. */
  follow(): () => void {
    void this.refresh();
    const events = this.open('/api/v1/operator/scan/events');
    events.addEventListener('open', () => (this.live = true));
    // The browser connects again by itself; until then the numbers stand still.
    events.addEventListener('error', () => (this.live = false));
    events.addEventListener('progress', (event) => {
      this.live = true;
      this.scan = JSON.parse(event.data) as Scan;
    });
    return () => events.close();
  }

  async refresh(): Promise<void> {
    try {
      this.scan = await read(api.GET('/api/v1/operator/scan'));
      this.problem = null;
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  /** Starts a scan: of changes, or of everything. */
  async start(full: boolean): Promise<void> {
    await read(api.POST('/api/v1/operator/scan', { body: { full } }));
    await this.refresh();
  }
}
