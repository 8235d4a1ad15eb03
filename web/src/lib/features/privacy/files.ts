/** Hands a file to the browser's downloads. */
export function saveFile(name: string, content: Blob) {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken hold of the content once the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The file name that a download's header proposes, or another. */
export function proposedName(header: string | null, otherwise: string): string {
  return /filename="?([A-Za-z0-9][A-Za-z0-9._-]*)"?(;|$)/.exec(header ?? '')?.[1] ?? otherwise;
}

/** Hands what was answered to the browser's downloads, under the name that the answer proposes, or another. */
export function saveAnswer(response: Response, content: Blob, otherwise: string) {
  saveFile(proposedName(response.headers.get('Content-Disposition'), otherwise), content);
}
