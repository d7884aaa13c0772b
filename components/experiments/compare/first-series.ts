import { bucketsFor, seriesPath } from './queries'
import { lineSettingsIn, namesIn } from './view'

/** Paths of what the charts of this address ask for as they open: of the first four, and none where it shows something else. */
export function firstSeries(get: (name: string) => string | null, runs: readonly string[], suggested: readonly string[]): string[] {
  if (runs.length === 0 || (get('tab') ?? 'lines') !== 'lines' || get('group') !== null) return []
  const { axis, zoom } = lineSettingsIn(get)
  const [from, to] = zoom ?? [null, null]
  return (namesIn(get('metrics')) ?? suggested).slice(0, 4).map((metric) => seriesPath(runs, { metric, axis, from, to, buckets: bucketsFor(runs.length) }))
}
