import { parallelAxis, parallelText, type ParallelSpec } from '@/components/charts/prepare/parallel'
import { axis } from '@/components/charts/prepare/scale'
import type { BarSpec, LineSpec, Point } from '@/components/charts/prepare/spec'
import { formatNumber, formatPercent } from '@/lib/results/format'
import { metricFacts } from '@/lib/results/metrics'
import { fewestForImportance } from '@/lib/sweeps/importance'
import type { SweepView, TrialView } from '@/lib/sweeps/read'
import { trialStatus, valueText } from '../words'


const nothingYet = 'No trial has ended yet.'
const named = (sweep: SweepView) => `sweep-${sweep.number}`
const label = ({ objective }: SweepView) => metricFacts(objective.metric).label
const isBetter = ({ objective }: SweepView, a: number, b: number) => (objective.direction === 'maximize' ? a > b : a < b)

/** Every ended trial as a line from its values to its objective. */
export function prepareParallel(sweep: SweepView): ParallelSpec {
  const trials = sweep.trialList.filter((trial) => trial.objective !== null)
  const names = Object.keys(sweep.config.space)
  const objectives = trials.map((trial) => trial.objective)
  const columns = names.map((name) => {
    const domain = sweep.config.space[name]!
    return parallelAxis({ name, values: trials.map((trial) => trial.values[name]), log: 'scale' in domain && domain.scale === 'log' })
  })
  const last = parallelAxis({ name: label(sweep), values: objectives, flipped: sweep.objective.direction === 'minimize' })
  return {
    title: 'Values and objective',
    subtitle: `${trials.length} trials; ${sweep.objective.direction === 'maximize' ? 'the highest' : 'the lowest'} ${label(sweep)} stands at the top. Drag along an axis to keep a part of it`,
    description: `${trials.length} trials as lines over ${names.join(', ')} and ${label(sweep)}.`,
    fileName: `${named(sweep)}-values`,
    axes: [...columns.map((column) => column.axis), last.axis],
    lines: trials.map((trial, index) => ({
      id: String(trial.number),
      name: `Trial ${trial.number}`,
      places: [...columns.map((column) => column.places[index] ?? null), last.places[index] ?? null],
      shade: last.places[index] ?? null,
      best: trial.number === sweep.bestTrial,
      facts: [...names.map((name) => ({ label: name, value: valueText(trial.values[name]) })), { label: label(sweep), value: parallelText(trial.objective) }],
    })),
    table: { columns: [{ label: 'Trial', numeric: true }, ...names.map((name) => ({ label: name, numeric: trials.every((trial) => typeof trial.values[name] === 'number') })), { label: label(sweep), numeric: true }], rows: trials.map((trial) => [trial.number, ...names.map((name) => asCell(trial, name)), trial.objective]) },
    empty: trials.length === 0 ? nothingYet : null,
  }
}

const asCell = (trial: TrialView, name: string) => {
  const value = trial.values[name]
  return typeof value === 'boolean' ? String(value) : (value ?? null)
}

/** The objective of each trial, and the best until then. */
export function prepareProgress(sweep: SweepView): LineSpec {
  const trials = sweep.trialList.filter((trial) => trial.objective !== null && (trial.state === 'succeeded' || trial.state === 'stopped'))
  let best: number | null = null
  const bests: Point[] = []
  const points = trials.map((trial): Point => {
    const value = trial.objective!
    if (trial.state === 'succeeded' && (best === null || isBetter(sweep, value, best))) best = value
    if (best !== null) bests.push({ x: trial.number, y: best, facts: [{ label: 'Trial', value: String(trial.number) }, { label: 'Best so far', value: formatNumber(best) }] })
    return { x: trial.number, y: value, facts: [{ label: 'Trial', value: String(trial.number) }, { label: label(sweep), value: formatNumber(value) }, ...(trial.state === 'stopped' ? [{ label: 'Stopped early', value: 'yes' }] : [])] }
  })
  return {
    title: `${label(sweep)} over trials`,
    subtitle: best === null ? 'Each trial, and the best so far' : `Each trial, and the best so far: ${formatNumber(best)}`,
    description: `${label(sweep)} of ${trials.length} trials, and the best so far.`,
    fileName: `${named(sweep)}-objective`,
    x: axis('Trial', [1, Math.max(2, ...trials.map((trial) => trial.number))], { whole: true }),
    y: axis(label(sweep), points.map((point) => point.y)),
    series: [
      { name: 'Trial', note: '', colour: 'var(--series-1)', dash: '1 4', points, hidden: false, dots: true },
      { name: 'Best so far', note: '', colour: 'var(--series-2)', dash: undefined, points: bests, hidden: false },
    ],
    references: [],
    table: { columns: [{ label: 'Trial', numeric: true }, { label: label(sweep), numeric: true }, { label: 'State', numeric: false }], rows: trials.map((trial) => [trial.number, trial.objective, trialStatus[trial.state] === 'skipped' ? 'stopped early' : 'succeeded']) },
    empty: trials.length === 0 ? nothingYet : null,
  }
}

/** Which parameters matter. */
export function prepareImportance(sweep: SweepView): BarSpec {
  const shares = sweep.importances ?? []
  return {
    title: 'What matters',
    subtitle: `How much of the spread of ${label(sweep)} each parameter alone explains`,
    description: shares.map(({ name, share }) => `${name} ${formatPercent(share)}`).join(', '),
    fileName: `${named(sweep)}-importance`,
    x: { label: 'Share of the variance', domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1], format: (value) => formatPercent(value) },
    bars: shares.map(({ name, share }) => ({ label: name, value: share, text: formatPercent(share), facts: [{ label: name, value: formatPercent(share) }] })),
    table: { columns: [{ label: 'Parameter', numeric: false }, { label: 'Share', numeric: true }], rows: shares.map(({ name, share }) => [name, share]) },
    empty: sweep.importances === null ? `It can be told once ${fewestForImportance} trials with different results have succeeded.` : null,
  }
}

/** Values on the way, a line for each trial that reported some. */
export function prepareSeries(sweep: SweepView): LineSpec | null {
  const reporting = sweep.trialList.filter((trial) => trial.series.length > 1)
  if (reporting.length === 0) return null
  const shown = [...reporting].sort((a, b) => Number(b.number === sweep.bestTrial) - Number(a.number === sweep.bestTrial) || b.number - a.number).slice(0, 40)
  const all = shown.flatMap((trial) => trial.series)
  return {
    title: `${label(sweep)} on the way`,
    subtitle: shown.length < reporting.length ? `The newest 40 of ${reporting.length} trials that reported values while they ran` : 'As trials reported it while they ran',
    description: `${label(sweep)} by step of ${shown.length} trials.`,
    fileName: `${named(sweep)}-on-the-way`,
    x: axis('Step', all.map((point) => point.step), { whole: true }),
    y: axis(label(sweep), all.map((point) => point.value)),
    series: shown.map((trial) => ({
      name: `Trial ${trial.number}`,
      note: trial.state === 'stopped' ? 'stopped' : '',
      colour: trial.number === sweep.bestTrial ? 'var(--series-2)' : trial.state === 'stopped' ? 'var(--control)' : 'var(--series-1)',
      dash: trial.state === 'stopped' ? '4 3' : undefined,
      hidden: false,
      points: trial.series.map((point) => ({ x: point.step, y: point.value, facts: [{ label: 'Step', value: String(point.step) }, { label: label(sweep), value: formatNumber(point.value) }] })),
    })),
    references: [],
    table: { columns: [{ label: 'Trial', numeric: true }, { label: 'Step', numeric: true }, { label: label(sweep), numeric: true }], rows: shown.flatMap((trial) => trial.series.map((point) => [trial.number, point.step, point.value])) },
    empty: null,
  }
}
