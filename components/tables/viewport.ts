/** Browsers draw no element taller than some 17 million pixels; a longer table scrolls in proportion. */
export const tallest = 12_000_000

export interface Extent {
  rowCount: number
  rowHeight: number
  /** Height of the area in which rows show, in pixels. */
  viewHeight: number
}

/** The height that the scroll bar is made for. */
export function scrollHeight({ rowCount, rowHeight }: Extent): number {
  return Math.min(rowCount * rowHeight, tallest)
}

/** How far the table can move, in its own pixels and in the scroll bar's. */
function ranges(extent: Extent): { own: number; bar: number } {
  return {
    own: Math.max(0, extent.rowCount * extent.rowHeight - extent.viewHeight),
    bar: Math.max(0, scrollHeight(extent) - extent.viewHeight),
  }
}

/** The table's own offset for a position of the scroll bar. The same while the table is short enough. */
export function topOf(scrollTop: number, extent: Extent): number {
  const { own, bar } = ranges(extent)
  if (bar === 0) return 0
  return own === bar ? clamp(scrollTop, 0, own) : clamp((scrollTop / bar) * own, 0, own)
}

/** The position of the scroll bar that shows the table from `top`. */
export function scrollOf(top: number, extent: Extent): number {
  const { own, bar } = ranges(extent)
  return own === 0 ? 0 : (clamp(top, 0, own) / own) * bar
}

export function clampTop(top: number, extent: Extent): number {
  return clamp(top, 0, ranges(extent).own)
}

/** First and last row (exclusive) that show, with a few more at both ends. */
export function visibleRows(top: number, extent: Extent, more = 4): { first: number; last: number } {
  return {
    first: Math.max(0, Math.floor(top / extent.rowHeight) - more),
    last: Math.min(extent.rowCount, Math.ceil((top + extent.viewHeight) / extent.rowHeight) + more),
  }
}

/** The offset nearest to `top` at which a row shows whole. */
export function revealRow(row: number, top: number, extent: Extent): number {
  const from = row * extent.rowHeight
  const to = from + extent.rowHeight
  if (from < top) return clampTop(from, extent)
  if (to > top + extent.viewHeight) return clampTop(to - extent.viewHeight, extent)
  return top
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
