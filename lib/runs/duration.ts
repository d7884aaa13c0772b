/** A span of milliseconds as people say it: 40 ms · 1.2 s · 2 m 05 s · 1 h 03 m. */
export function formatDuration(ms: number): string {
  const span = Math.max(0, ms)
  if (span < 999.5) return `${Math.round(span)} ms`
  if (span < 9_950) return `${(span / 1000).toFixed(1)} s`
  if (span < 59_500) return `${Math.round(span / 1000)} s`
  const seconds = Math.round(span / 1000)
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${pad(seconds % 60)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} m`
  return `${Math.floor(minutes / 1440)} d ${Math.floor((minutes % 1440) / 60)} h`
}

/** Milliseconds from start to end, or to `now` while it has no end; null before it started. */
export function elapsed(startedAt: string | null, endedAt: string | null, now: number): number | null {
  if (!startedAt) return null
  const end = endedAt ? Date.parse(endedAt) : now
  return Math.max(0, end - Date.parse(startedAt))
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
