/** Opens the share whose link or code somebody typed or pasted into a search box. */
import { goto } from '$app/navigation';
import { shareIn } from '$lib/permissions/share-code';

/** Whether there is one; then it is on its way. */
export function openTyped(text: string): boolean {
  const share = shareIn(text, location.origin);
  if (share) void goto(`/share/${share}`);
  return share !== null;
}
