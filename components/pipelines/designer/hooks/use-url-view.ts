import { useMemo, useRef } from 'react'
import type { Viewport } from '@xyflow/react'
import type { DesignerValue } from '../designer-context'
import { readView, writeView } from '../view-params'

/**
 * The view and the selection live in the URL, written without a navigation: a link shows what its sender saw, and a
 * reload comes back to the same place.
 */
export function useUrlView({ selection }: DesignerValue) {
  const first = useRef<ReturnType<typeof readView>>(null)
  first.current ??= readView(typeof window === 'undefined' ? '' : window.location.search)
  return useMemo(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let viewport: Viewport | undefined = first.current!.viewport
    const write = () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        const search = writeView(window.location.search, { viewport, selected: selection.get().nodes })
        if (search !== window.location.search) window.history.replaceState(window.history.state, '', `${window.location.pathname}${search}`)
      }, 200)
    }
    return {
      viewport: first.current!.viewport,
      selected: first.current!.selected,
      onMoveEnd: (_: unknown, next: Viewport) => {
        viewport = next
        write()
      },
      /** Call once mounted; the answer stops it. */
      follow: () => {
        const stop = selection.subscribe(write)
        return () => {
          stop()
          clearTimeout(timer)
        }
      },
    }
  }, [selection])
}
