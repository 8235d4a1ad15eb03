import type { ImportedKind, ImportReport } from '$lib/api/types';

/** The kinds of which the file has something. */
export const present = (report: ImportReport) => report.kinds.filter((kind) => kind.found > 0);

/** How much is brought in of all kinds; a playlist counts once, whatever is in it. */
export const broughtIn = (report: ImportReport) =>
  report.kinds.reduce((sum, kind) => sum + (kind.kind === 'playlist_entries' ? 0 : kind.brought_in), 0);

/** What was left out, one line for each kind and reason. */
export const leftOut = (report: ImportReport) =>
  report.kinds.flatMap((kind: ImportedKind) => kind.left_out.map((left) => ({ kind: kind.kind, ...left })));
