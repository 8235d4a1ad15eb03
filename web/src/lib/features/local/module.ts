/** The compiled module, fetched when somebody first chooses songs on this device. */
import moduleUrl from './fingerprint.wasm?url';

let loading: Promise<WebAssembly.Module> | null = null;

export function loadFingerprintModule(): Promise<WebAssembly.Module> {
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
