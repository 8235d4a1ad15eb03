/** What to mark in the names that a part of the page shows, such as the matches of a search. */
import { getContext, setContext } from 'svelte';

/** For each name, from which character to before which is marked, counted in Unicode code points. */
export type Marks = Readonly<Record<string, readonly (readonly number[])[]>>;

export interface Part {
  text: string;
  marked: boolean;
}

const KEY = Symbol('marks');

/** Lets every `Marked` below this component mark names; to be called while it is set up. */
export function provideMarks(marks: () => Marks) {
  setContext(KEY, marks);
}

/** The marks of the part of the page that a component stands in; none elsewhere. */
export function marksHere(): () => Marks {
  return getContext<(() => Marks) | undefined>(KEY) ?? (() => ({}));
}

/** A name in parts, marked and not, in order. */
export function partsOf(name: string, places: Marks[string] | undefined): Part[] {
  if (!places || places.length === 0) return [{ text: name, marked: false }];
  const characters = Array.from(name);
  const parts: Part[] = [];
  let at = 0;
  for (const [from = 0, to = 0] of places) {
    if (from > at) parts.push({ text: characters.slice(at, from).join(''), marked: false });
    parts.push({ text: characters.slice(from, to).join(''), marked: true });
    at = to;
  }
  if (at < characters.length) parts.push({ text: characters.slice(at).join(''), marked: false });
  return parts;
}
