import { axis } from '@/components/charts/prepare/scale'
import type { HistogramSpec, Key } from '@/components/charts/prepare/spec'
import { timeAxis } from '@/components/charts/prepare/time-axis'
import { statusLooks } from '@/components/ui/status'
import { formatCount, formatInteger, formatNumber } from '@/components/ui/format'
import type { TileData } from '@/lib/dashboards/tile-data'

type Data<K extends TileData['kind']> = Extract<TileData, { kind: K }>

export interface DaysFrame {
  draw: 'days'
  spec: HistogramSpec
  legend: (Key & { total: string })[]
}

const day = 86_400_000
const start = (text: string) => Date.parse(`${text}T00:00:00Z`)
const dayWords = (ms: number) => new Date(ms).toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })

/** From below upwards. */
const states = [
  { state: 'succeeded', colour: 'var(--series-3)' },
  { state: 'failed', colour: 'var(--series-2)' },
  { state: 'cancelled', colour: 'var(--series-6)' },
  { state: 'running', colour: 'var(--series-1)' },
  { state: 'queued', colour: 'var(--series-7)' },
] as const

export function prepareStates(data: Data<'states'>): DaysFrame {
  const [from, to] = [start(data.from), start(data.to) + day]
  const count = new Map(data.days.map((row) => [`${row.day} ${row.state}`, row.runs]))
  const used = states.filter(({ state }) => data.days.some((row) => row.state === state))
  const days = Array.from({ length: Math.round((to - from) / day) }, (_, index) => from + index * day)
  const parts = (at: number) => used.map(({ state }) => count.get(`${new Date(at).toISOString().slice(0, 10)} ${state}`) ?? 0)
  const bins = days.map((at) => {
    const own = parts(at)
    return { from: at, to: at + day, count: own.reduce((sum, runs) => sum + runs, 0), parts: own, facts: [{ label: 'Day', value: dayWords(at) }, ...used.map(({ state }, index) => ({ label: statusLooks[state].word, value: formatInteger(own[index]!) }))] }
  })
  const total = bins.reduce((sum, bin) => sum + bin.count, 0)
  const sums = used.map(({ state }) => data.days.filter((row) => row.state === state).reduce((sum, row) => sum + row.runs, 0))
  return {
    draw: 'days',
    legend: used.map(({ state, colour }, index) => ({ name: statusLooks[state].word, colour, total: formatInteger(sums[index]!) })),
    spec: {
      title: 'Runs by day',
      subtitle: `${formatCount(total, 'pipeline run')} in ${formatCount(days.length, 'day')}, by day (UTC)`,
      description: `${formatCount(total, 'pipeline run')} in ${formatCount(days.length, 'day')}: ${used.map(({ state }, index) => `${sums[index]} ${statusLooks[state].word.toLowerCase()}`).join(', ')}.`,
      fileName: 'runs-by-day',
      x: timeAxis('Day (UTC)', [from, to]),
      y: axis('Runs', [0, ...bins.map((bin) => bin.count)], { zero: true, whole: true, count: 4 }),
      bins,
      groups: used.map(({ state, colour }) => ({ name: statusLooks[state].word, colour })),
      table: { columns: [{ label: 'Day', numeric: false }, ...used.map(({ state }) => ({ label: statusLooks[state].word, numeric: true }))], rows: days.map((at) => [new Date(at).toISOString().slice(0, 10), ...parts(at)]) },
      empty: total === 0 ? `No pipeline ran in the last ${formatCount(days.length, 'day')} under these filters.` : null,
    },
  }
}

export function prepareHours(data: Data<'hours'>): DaysFrame {
  const bins = data.byDay.map(({ day: text, seconds }) => {
    const at = start(text)
    return { from: at, to: at + day, count: seconds / 3600, facts: [{ label: 'Day', value: dayWords(at) }, { label: 'Hours', value: formatNumber(seconds / 3600, 3) }] }
  })
  const last = bins.at(-1)?.to ?? day
  return {
    draw: 'days',
    legend: [],
    spec: {
      title: 'Compute hours by day',
      subtitle: `${formatNumber(data.seconds / 3600, 3)} hours in ${formatCount(data.days, 'day')}, by day of their end (UTC)`,
      description: `${formatNumber(data.seconds / 3600, 3)} compute hours in ${formatCount(data.days, 'day')}.`,
      fileName: 'compute-hours-by-day',
      x: timeAxis('Day (UTC)', [Math.min(bins[0]?.from ?? 0, last - 7 * day), last]),
      y: axis('Hours', [0, ...bins.map((bin) => bin.count)], { zero: true, count: 4 }),
      bins,
      table: { columns: [{ label: 'Day', numeric: false }, { label: 'Hours', numeric: true }], rows: data.byDay.map(({ day: text, seconds }) => [text, seconds / 3600]) },
      empty: data.seconds === 0 ? `Nothing was computed in the last ${formatCount(data.days, 'day')} under these filters.` : null,
    },
  }
}
