/** Says what went wrong, in the server's own words where it has some. */
import { asProblem } from '$lib/api/problem';
import { t as ui } from '$lib/ui/messages';
import { toasts } from '$lib/ui/toasts.svelte';

/** What to say of a failure: the message of its only field, its title, or that nothing answered. */
export function wordsOf(thrown: unknown): string {
  const { code, problem } = asProblem(thrown);
  if (code === 'network') return ui().error.network.title;
  return problem.fields?.[0]?.message || problem.detail || problem.title || ui().error.other.title;
}

export function tell(thrown: unknown) {
  toasts.show(wordsOf(thrown), 'error');
}
