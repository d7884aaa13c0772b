'use client'

import { createContext, useContext, useEffect, useState } from 'react'

/** When the server drew the page, in milliseconds since 1970: the first drawing in the browser must be the same. */
export const RenderedAt = createContext<number | null>(null)

/** The time in milliseconds since 1970, moving on by itself while `ticking`. */
export function useNow(ticking: boolean, every = 250): number {
  const drawn = useContext(RenderedAt)
  const [now, setNow] = useState(() => drawn ?? Date.now())
  useEffect(() => {
    setNow(Date.now())
    if (!ticking) return
    const timer = setInterval(() => setNow(Date.now()), every)
    return () => clearInterval(timer)
  }, [ticking, every])
  return now
}
