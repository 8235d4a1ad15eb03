/** Where to go after signing in: a page of this app, never an address of somebody else. */
export function nextPage(asked: string | null): string {
  return asked !== null && /^\/(?![/\\])/.test(asked) ? asked : '/';
}
