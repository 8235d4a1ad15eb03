/** The compiled module, fetched when somebody first wants a song named. */
import moduleUrl from './peaks.wasm?url';

let loading: Promise<WebAssembly.Module> | null = null;

export function loadPeakModule(): Promise<WebAssembly.Module> {
  loading ??= fetch(moduleUrl)
    .then(async (response) => {
      if (!response.ok) throw new Error(`the module was answered with ${response.status}`);
      return WebAssembly.compile(await response.arrayBuffer());
    })
    .catch((thrown: unknown) => {
      // A failed load may be tried again.
      loading = null;
      throw thrown;
    });
  return loading;
}
