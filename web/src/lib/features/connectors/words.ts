/** What a setting is called and what more there is to say, from the sentence that the server has about it. */

/** The first part of a sentence: what the thing is. In both languages the rest explains it. */
const FIRST_PART = /^(.*?)(?:[。；：，]|[.;:,](?=\s|$))\s*(.*)$/su;

export function labelOf(about: string): string {
  return FIRST_PART.exec(about)?.[1] ?? about;
}

export function restOf(about: string): string {
  return FIRST_PART.exec(about)?.[2] ?? '';
}

export interface Part {
  text: string;
  isCode: boolean;
}

/** Text with `code` in it, in parts. */
export function partsOf(text: string): Part[] {
  return text
    .split('`')
    .map((part, i) => ({ text: part, isCode: i % 2 === 1 }))
    .filter((part) => part.text !== '');
}
