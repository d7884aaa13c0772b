import { useEffect } from 'react'
import { loadAllComponents } from '@/lib/catalog/late'
import { preloadHeavy, preloadParts } from '../lazy-parts'

/** Fetches the rest of the designer with the first movement or key press, and the heavy parts once it is quiet after that. */
export function usePreload(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const begin = () => {
      stop()
      preloadParts()
      void loadAllComponents().catch(() => undefined)
      timer = setTimeout(preloadHeavy, 2_000)
    }
    const stop = () => {
      for (const name of ['pointermove', 'pointerdown', 'keydown'] as const) window.removeEventListener(name, begin)
    }
    for (const name of ['pointermove', 'pointerdown', 'keydown'] as const) window.addEventListener(name, begin, { passive: true })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [])
}
