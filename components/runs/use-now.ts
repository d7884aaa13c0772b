'use client'

import { useEffect, useState } from 'react'

/** The time in milliseconds since 1970, moving on by itself while `ticking`. */
export function useNow(ticking: boolean, every = 250): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!ticking) return
    const timer = setInterval(() => setNow(Date.now()), every)
    return () => clearInterval(timer)
  }, [ticking, every])
  return now
}
