import { useLayoutEffect, useRef, useState } from 'react'

/** A ref and the width in pixels of what it is on; known before it is painted. */
export function useWidth<T extends HTMLElement>(): { ref: React.RefObject<T | null>; width: number } {
  const ref = useRef<T>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    // The observer tells it as well, but a frame later, of which a busy page has few.
    setWidth(contentWidth(element))
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { ref, width }
}

function contentWidth(element: HTMLElement): number {
  const style = getComputedStyle(element)
  const around = [style.paddingLeft, style.paddingRight, style.borderLeftWidth, style.borderRightWidth].reduce((sum, width) => sum + (Number.parseFloat(width) || 0), 0)
  return Math.max(0, element.getBoundingClientRect().width - around)
}
