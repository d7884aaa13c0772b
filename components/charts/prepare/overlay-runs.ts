import type { ClassificationEvaluation } from '@/lib/results/evaluation'
import { preparePrecisionRecall, prepareRoc } from './curves'
import type { LineLook } from './run-lines'
import type { LineSpec } from './spec'

export interface EvaluatedRun {
  look: LineLook
  evaluation: ClassificationEvaluation
}

/** The curves of one class, a line a run in the run's own colour and style. */
export function overlayRunCurves(sides: readonly EvaluatedRun[], label: string, of: 'roc' | 'recall'): LineSpec {
  const prepare = of === 'roc' ? prepareRoc : preparePrecisionRecall
  const specs = sides.map(({ evaluation }) => prepare(evaluation))
  const base = specs[0]!
  const series = specs.flatMap((spec, index) => {
    const line = spec.series.find(({ name }) => name === label)
    const { look } = sides[index]!
    return line ? [{ ...line, name: look.name, colour: look.colour, dash: look.dash, note: line.note.replace(/, random .*$/, ''), hidden: false }] : []
  })
  return {
    ...base,
    title: `${base.title} of ${label}`,
    subtitle: `${series.length} ${series.length === 1 ? 'run' : 'runs'}, each on its own rows`,
    description: `${base.title} of ${label}: ${series.map(({ name, note }) => `${name} ${note}`).join(', ')}.`,
    series,
    references: base.references.filter((line) => line.listed && line.label.startsWith('chance')),
    table: { columns: [{ label: 'Run', numeric: false }, { label: base.x.label, numeric: true }, { label: base.y.label, numeric: true }], rows: series.flatMap((line) => line.points.map((point) => [line.name, point.x, point.y])) },
    empty: series.length === 0 ? 'None of the runs has probabilities for this class.' : null,
  }
}
