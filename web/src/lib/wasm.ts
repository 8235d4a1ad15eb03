/** WebAssembly modules of the app, each fetched when it is first wanted. */

/** What loads a module, once; after a failure the next call tries again. */
export function moduleAt(url: string): () => Promise<WebAssembly.Module> {
  let loading: Promise<WebAssembly.Module> | null = null;
  return () => {
    loading ??= fetch(url)
      .then(async (response) => {
        if (!response.ok) throw new Error(`the module was answered with ${response.status}`);
        return WebAssembly.compile(await response.arrayBuffer());
      })
      .catch((thrown: unknown) => {
        loading = null;
        throw thrown;
      });
    return loading;
  };
}
