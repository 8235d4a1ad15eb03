/** Plain sums over what is held, for the overview. */
import type { Held, HeldCategory, HeldItem } from '$lib/api/types';

export function rowsOf(category: HeldCategory): number {
  return category.items.reduce((sum, item) => sum + item.count, 0);
}

export function rowsInAll(held: Held): number {
  return held.categories.reduce((sum, category) => sum + rowsOf(category), 0);
}

/** Categories with something in them first, the fullest before the others; within each, empty items last. */
export function inOrder(held: Held): HeldCategory[] {
  return held.categories
    .map((category) => ({ ...category, items: [...category.items].sort((a, b) => b.count - a.count) }))
    .sort((a, b) => rowsOf(b) - rowsOf(a));
}

/** The titles of what could be held but is not. */
export function emptyTitles(held: Held): string[] {
  return held.categories.flatMap((category) =>
    category.items.filter((item) => item.count === 0).map((item) => item.title),
  );
}

/** What can be looked at: everything that has rows. */
export function heldItems(held: Held): HeldItem[] {
  return held.categories.flatMap((category) => category.items.filter((item) => item.count > 0));
}
