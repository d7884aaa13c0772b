/** Numbers, sizes and times in words. Pure; the one place that decides how they read. */

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })

/** 1234567 → "1,234,567". */
export function formatInteger(value: number): string {
  return grouped.format(value)
}

/** 3066766 → "3.1M", for tight places. */
export function formatCompact(value: number): string {
  return compact.format(value)
}

/** Up to `digits` significant digits, never fewer than the integer part has: 0.947368 → "0.9474", 12345.6 → "12,346". */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : value > 0 ? '∞' : '−∞'
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= 1e15)) return value.toExponential(Math.max(0, digits - 1)).replace('-', '−')
  const whole = size < 1 ? 1 : Math.floor(Math.log10(size)) + 1
  const options = { maximumSignificantDigits: Math.min(21, Math.max(digits, whole)) }
  return new Intl.NumberFormat('en-US', options).format(value).replace('-', '−')
}

/** 0.947368 → "94.7%". */
export function formatPercent(share: number, digits = 1): string {
  return `${(share * 100).toFixed(digits)}%`
}

/** Decimal units, as disks and networks count: 1536000 → "1.5 MB". */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']
  let value = bytes
  let unit = 0
  // 999.5 would print as "1000".
  while (value >= (unit === 0 ? 1000 : 999.5) && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}

/** Milliseconds → "40 ms", "1.24 s", "32.5 s", "2 min 05 s", "3 h 07 min", "2 d 4 h". */
export function formatDuration(ms: number): string {
  if (ms < 0) return '0 ms'
  if (ms < 999.5) return `${Math.round(ms)} ms`
  if (ms < 9_995) return `${(ms / 1000).toFixed(2)} s`
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`
  return `${Math.floor(minutes / 1440)} d ${Math.floor((minutes % 1440) / 60)} h`
}

/** A count with its noun: (1, 'row') → "1 row", (1234, 'row') → "1,234 rows", (2, 'query', 'queries') → "2 queries". */
export function formatCount(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatInteger(count)} ${count === 1 ? noun : plural}`
}

/** "just now", "3 min ago", "5 h ago", "2 d ago", then the date; the future reads "in 3 min". */
export function formatRelative(at: Date, now: number): string {
  const delta = now - at.getTime()
  const size = Math.abs(delta)
  const say = (value: number, unit: string) => (delta >= 0 ? `${value} ${unit} ago` : `in ${value} ${unit}`)
  if (size < 45_000) return 'just now'
  if (size < 3_570_000) return say(Math.max(1, Math.round(size / 60_000)), 'min')
  if (size < 84_600_000) return say(Math.max(1, Math.round(size / 3_600_000)), 'h')
  if (size < 30 * 86_400_000) return say(Math.max(1, Math.round(size / 86_400_000)), 'd')
  return at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
}

/** "18 May 2026, 14:03:07 GMT+2": to the second, with the zone. */
export function formatExact(at: Date): string {
  return at.toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' })
}
