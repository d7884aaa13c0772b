import type { Axis } from './spec'

const second = 1_000
const day = 86_400_000

interface Step {
  /** About, in milliseconds. */
  size: number
  next: (at: Date) => Date
  floor: (at: Date) => Date
  format: Intl.DateTimeFormatOptions
}

const fixed = (size: number, format: Intl.DateTimeFormatOptions): Step => ({
  size,
  floor: (at) => new Date(Math.floor(at.getTime() / size) * size),
  next: (at) => new Date(at.getTime() + size),
  format,
})
const months = (count: number, format: Intl.DateTimeFormatOptions): Step => ({
  size: count * 30.44 * day,
  floor: (at) => new Date(Date.UTC(at.getUTCFullYear(), Math.floor(at.getUTCMonth() / count) * count)),
  next: (at) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + count)),
  format,
})
const years = (count: number): Step => ({
  size: count * 365.25 * day,
  floor: (at) => new Date(Date.UTC(Math.floor(at.getUTCFullYear() / count) * count, 0)),
  next: (at) => new Date(Date.UTC(at.getUTCFullYear() + count, 0)),
  format: { year: 'numeric' },
})

const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
const date: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' }
const steps: Step[] = [
  ...[1, 5, 15, 30].map((count) => fixed(count * second, { ...clock, second: '2-digit' })),
  ...[1, 5, 15, 30].map((count) => fixed(count * 60 * second, clock)),
  ...[1, 3, 6, 12].map((count) => fixed(count * 3_600 * second, { ...date, ...clock })),
  ...[1, 2, 7, 14].map((count) => fixed(count * day, date)),
  ...[1, 3, 6].map((count) => months(count, { month: 'short', year: 'numeric' })),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map(years),
]

/** An axis over instants (milliseconds since 1970, UTC) whose ticks stand at full minutes, days, months or years. */
export function timeAxis(label: string, range: [number, number] | null, count = 6): Axis {
  let [low, high] = range ?? [0, day]
  if (low === high) [low, high] = [low - day / 2, high + day / 2]
  const step = steps.find(({ size }) => (high - low) / size <= count) ?? steps.at(-1)!
  const ticks: number[] = []
  for (let at = step.floor(new Date(low)); at.getTime() <= high && ticks.length < 60; at = step.next(at)) if (at.getTime() >= low) ticks.push(at.getTime())
  const words = new Intl.DateTimeFormat('en-GB', { ...step.format, timeZone: 'UTC' })
  return { label, domain: [low, high], ticks, format: (value) => words.format(new Date(value)) }
}

/** An instant as a table writes it: `2024-05-31`, or with the time of day where it has one. */
export function instantText(ms: number): string {
  const iso = new Date(ms).toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.replace('T', ' ').replace(/(\.000)?Z$/, '')
}

/** The whole of the last `minutes` up to the latest of these times (milliseconds), however few they are; null where there are none. */
export function lastMinutes(times: number[], minutes: number): [number, number] | null {
  const end = times.reduce((latest, time) => Math.max(latest, time), -Infinity)
  return times.length > 0 ? [times.reduce((first, time) => Math.min(first, time), end - minutes * 60_000), end] : null
}
