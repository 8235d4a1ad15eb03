/** Which rows of a long list are to be drawn. */

interface View {
  /** Where the list's top is, relative to the window's, in pixels. */
  top: number;
  /** Height of the window in pixels. */
  viewport: number;
  rowHeight: number;
  count: number;
  /** Rows drawn beyond each edge. */
  overscan: number;
}

/** The half-open range of rows that are seen or nearly seen; empty when the list is out of sight. */
export function visibleRange({ top, viewport, rowHeight, count, overscan }: View): {
  start: number;
  end: number;
} {
  const first = Math.floor(-top / rowHeight) - overscan;
  const last = Math.ceil((viewport - top) / rowHeight) + overscan;
  const clamp = (n: number) => Math.max(0, Math.min(count, n));
  return { start: clamp(first), end: Math.max(clamp(first), clamp(last)) };
}
