import { formatInteger } from '@/components/ui/format'
import { formatNumber } from '@/lib/results/format'
import { niceStep } from './scale'
import type { Axis } from './spec'
import { timeAxis } from './time-axis'

export type RunAxis = 'step' | 'relative' | 'wall'

const units = [
  { ms: 1, name: 'milliseconds' },
  { ms: 1_000, name: 'seconds' },
  { ms: 60_000, name: 'minutes' },
  { ms: 3_600_000, name: 'hours' },
  { ms: 86_400_000, name: 'days' },
]

/** Ticks inside of the range, at 1, 2 or 5 times powers of ten. */
function ticksWithin([low, high]: [number, number], count: number): number[] {
  const step = niceStep(high - low, count)
  const ticks: number[] = []
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9 && ticks.length < 50; index++) ticks.push(Number((index * step).toPrecision(12)))
  return ticks
}

/** Powers of ten, and twice and five times as much where there are few; evenly placed where not even one fits. */
export function logTicks([low, high]: [number, number]): number[] {
  const powers = Array.from({ length: Math.floor(Math.log10(high)) - Math.floor(Math.log10(low)) + 2 }, (_, index) => 10 ** (Math.floor(Math.log10(low)) + index))
  const within = (values: number[]) => values.filter((value) => value >= low * 0.9999999 && value <= high * 1.0000001)
  const [few, more] = [within(powers), within(powers.flatMap((power) => [power, 2 * power, 5 * power]))]
  const every = Math.ceil(few.length / 8)
  if (few.length >= 3) return few.filter((_, index) => index % every === 0)
  return more.length >= 2 ? more.map((value) => Number(value.toPrecision(12))) : ticksWithin([low, high], 4)
}

/** The horizontal axis over a range of steps, of milliseconds since a run's start, or of instants. */
export function runAxis(axis: RunAxis, [low, high]: [number, number], log: boolean): Axis {
  const range: [number, number] = low === high ? (log ? [low / 2, high * 2] : [low - 1, high + 1]) : [low, high]
  if (axis === 'wall') return { ...timeAxis('Time (UTC)', range, 5), domain: range }
  const unit = axis === 'relative' ? (units.findLast(({ ms }) => range[1] - range[0] >= 2 * ms) ?? units[0]!) : { ms: 1, name: '' }
  const say = axis === 'step' ? formatInteger : (value: number) => formatNumber(value / unit.ms)
  const ticks = log ? logTicks(range) : ticksWithin([range[0] / unit.ms, range[1] / unit.ms], 6).map((value) => value * unit.ms)
  return { label: axis === 'step' ? 'Step' : `Time since the run’s start, ${unit.name}`, domain: range, ticks: axis === 'step' ? ticks.filter((value) => log || Number.isInteger(value)) : ticks, format: say }
}

/** A place on the axis in exact words. */
export function placeText(axis: RunAxis, value: number): string {
  if (axis === 'step') return `Step ${formatInteger(value)}`
  if (axis === 'wall') return new Date(value).toISOString().replace('T', ' ').replace('Z', ' UTC')
  const unit = units.findLast(({ ms }) => Math.abs(value) >= ms) ?? units[0]!
  return `${formatNumber(value / unit.ms)} ${unit.name}`
}
