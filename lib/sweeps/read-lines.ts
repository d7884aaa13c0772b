import type { Intermediate } from './schema'

/** A number as programs print it. */
const number = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`
const stepPattern = new RegExp(String.raw`(?:^|[\s,;{(\[])["']?(?:step|epoch|iteration|iter|round)["']?\s*[=:]?\s*(\d+)`, 'i')

/**
 * What log lines say of a metric: `accuracy=0.9`, `epoch 3: accuracy = 0.9` or `{"step": 3, "accuracy": 0.9}`. A line
 * without a step counts on from the last. A step that is told again, as after a lost attempt, has its later value.
 */
export function readLines(metric: string, lines: readonly string[], before: readonly Intermediate[] = []): Intermediate[] {
  const value = new RegExp(String.raw`(?:^|[\s,;:{(\[|])["']?${escaped(metric)}["']?\s*[=:]\s*(${number})(?![\w.])`, 'i')
  const byStep = new Map(before.map((point) => [point.step, point.value]))
  let last = before.at(-1)?.step ?? 0
  for (const line of lines) {
    const found = value.exec(line)
    if (!found) continue
    const step = stepPattern.exec(line)
    last = step ? Number(step[1]) : last + 1
    byStep.set(last, Number(found[1]))
  }
  return thinned([...byStep].map(([step, point]) => ({ step, value: point })).sort((a, b) => a.step - b.step))
}

const MOST = 1_000

/** The last point stays, and of the others every second where there are too many. */
function thinned(series: Intermediate[]): Intermediate[] {
  return series.length <= MOST ? series : thinned(series.filter((_, index) => index % 2 === 0 || index === series.length - 1))
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
