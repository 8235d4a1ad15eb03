/**
 * The secret of the invitation link that was opened.
 *
 * It stands behind the `#` of the address, which browsers send to nobody, and is kept in memory alone
 * while a guest signs in; the address bar forgets it at once.
 */
class Joining {
  token = $state<string | null>(null);

  /** Takes the secret from the address, if it carries one; returns whether it did. */
  take(hash: string): boolean {
    const token = hash.replace(/^#/, '');
    if (token === '') return false;
    this.token = token;
    return true;
  }
}

export const joining = new Joining();
