/**
 * The secret of the link by which a minor invites their guardian.
 *
 * It stands behind the `#` of the address, which browsers send to nobody, and is kept in memory alone
 * while the guardian signs in; the address bar forgets it at once.
 */
class Invitation {
  token = $state<string | null>(null);

  /** Takes the secret from the address, if it carries one; returns whether it did. */
  take(hash: string): boolean {
    const token = hash.replace(/^#/, '');
    if (token === '') return false;
    this.token = token;
    return true;
  }
}

export const invitation = new Invitation();

/** The address that opens an invitation. */
export function addressOf(token: string, origin: string): string {
  return `${origin}/guardian#${token}`;
}
