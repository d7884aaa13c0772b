'use client'

import { useEffect, useState } from 'react'
import { formatExact, formatRelative } from './format'

export interface RelativeTimeProps {
  /** An ISO instant, a Date or epoch milliseconds. */
  at: string | Date | number
  className?: string
}

/** "3 min ago", with the exact instant on hover; keeps itself true. */
export function RelativeTime({ at, className }: RelativeTimeProps) {
  const instant = new Date(at)
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000)
    return () => clearInterval(timer)
  }, [])
  // Server and browser may differ by a second and by the time zone.
  return (
    <time suppressHydrationWarning dateTime={instant.toISOString()} title={formatExact(instant)} className={className}>
      {formatRelative(instant, now)}
    </time>
  )
}
