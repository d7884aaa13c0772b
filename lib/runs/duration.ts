/** Milliseconds from start to end, or to `now` while it has no end; null before it started. */
export function elapsed(startedAt: string | null, endedAt: string | null, now: number): number | null {
  if (!startedAt) return null
  const end = endedAt ? Date.parse(endedAt) : now
  return Math.max(0, end - Date.parse(startedAt))
}
