import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { clampTop, revealRow, scrollHeight, scrollOf, topOf, visibleRows, type Extent } from './viewport'

export interface RowWindow {
  first: number
  last: number
  /** Height for the scrolled content below the head. */
  height: number
  viewHeight: number
  /** The element that holds the rows; moved here without React, at the pace of the scroll. */
  layer: React.RefObject<HTMLDivElement | null>
  onScroll: () => void
  reveal: (row: number) => void
}

const keepRows = 6

/** Which rows show in a scrolling element, for any number of rows. */
export function useRowWindow(scroller: React.RefObject<HTMLDivElement | null>, rowCount: number, rowHeight: number, headHeight: number): RowWindow {
  const [viewHeight, setViewHeight] = useState(400)
  const [window, setWindow] = useState({ first: 0, last: 0 })
  const layer = useRef<HTMLDivElement>(null)
  const top = useRef(0)
  const shown = useRef(window)
  const placed = useRef(-1)
  const extent: Extent = { rowCount, rowHeight, viewHeight }
  const latest = useRef(extent)
  latest.current = extent

  const move = useCallback((next: number) => {
    top.current = next
    const rows = visibleRows(next, latest.current, keepRows)
    if (rows.first !== shown.current.first || rows.last !== shown.current.last) {
      shown.current = rows
      setWindow(rows)
    } else place(layer.current, rows.first * latest.current.rowHeight - next)
  }, [])

  const scrollTo = useCallback(
    (next: number) => {
      const element = scroller.current
      if (!element) return
      move(clampTop(next, latest.current))
      element.scrollTop = scrollOf(top.current, latest.current)
      // The event that follows says the same in the bar's coarser pixels.
      placed.current = element.scrollTop
    },
    [move, scroller],
  )

  const onScroll = useCallback(() => {
    const element = scroller.current
    if (!element || Math.abs(element.scrollTop - placed.current) < 1) return
    placed.current = -1
    move(topOf(element.scrollTop, latest.current))
  }, [move, scroller])

  useLayoutEffect(() => place(layer.current, window.first * rowHeight - top.current), [window, rowHeight])
  useLayoutEffect(() => move(clampTop(top.current, latest.current)), [move, rowCount, viewHeight])

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const observer = new ResizeObserver(() => setViewHeight(Math.max(rowHeight, element.clientHeight - headHeight)))
    observer.observe(element)
    // Where the bar's pixels stand for several of the table's, the wheel still moves the table by its own.
    const wheel = (event: WheelEvent) => {
      const { rowCount: rows, rowHeight: height } = latest.current
      if (rows * height === scrollHeight(latest.current) || event.ctrlKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return
      event.preventDefault()
      scrollTo(top.current + event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? height : 1))
    }
    element.addEventListener('wheel', wheel, { passive: false })
    return () => {
      observer.disconnect()
      element.removeEventListener('wheel', wheel)
    }
  }, [headHeight, rowHeight, scroller, scrollTo])

  return {
    ...window,
    height: scrollHeight(extent),
    viewHeight,
    layer,
    onScroll,
    reveal: (row) => {
      const next = revealRow(row, top.current, latest.current)
      if (next !== top.current) scrollTo(next)
    },
  }
}

function place(layer: HTMLDivElement | null, offset: number): void {
  if (layer) layer.style.transform = `translateY(${offset}px)`
}
