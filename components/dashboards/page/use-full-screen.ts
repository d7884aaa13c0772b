'use client'

import { useEffect } from 'react'
import { useUrlState } from '@/components/runs/use-url-state'

/** Without the shell around it; it stands in the address, so that a screen on a wall comes back to it by itself. */
export function useFullScreen(): { full: boolean; toggle: () => void } {
  const url = useUrlState()
  const full = url.get('full') !== null
  const toggle = () => {
    url.set({ full: full ? null : '1' })
    if (full && document.fullscreenElement) void document.exitFullscreen()
    // Where the browser refuses, the page still fills its window.
    else if (!full) void document.documentElement.requestFullscreen?.().catch(() => undefined)
  }
  useEffect(() => {
    if (!full) return
    let was = Boolean(document.fullscreenElement)
    const changed = () => {
      if (was && !document.fullscreenElement) url.set({ full: null })
      was = Boolean(document.fullscreenElement)
    }
    document.addEventListener('fullscreenchange', changed)
    return () => document.removeEventListener('fullscreenchange', changed)
  }, [full, url])
  return { full, toggle }
}
