import type { ClassificationEvaluation, Evaluation, RegressionEvaluation } from '@/lib/results/evaluation'
import { formatCount, formatNumber, formatPercent } from '@/lib/results/format'
import { preparePrecisionRecall, prepareRoc } from './curves'
import { axis, extent } from './scale'
import { seriesColours } from './series'
import type { LineSpec, Point } from './spec'

export interface Side<E extends Evaluation = Evaluation> {
  /** `Run 3`. */
  name: string
  evaluation: E
}

const looks = [{ colour: seriesColours[1]!, dash: '6 3' }, { colour: seriesColours[0]!, dash: undefined }]

/** The ROC and precision–recall curves of a class, one line a run; the earlier run is dashed. */
export function overlayCurves(before: Side<ClassificationEvaluation>, after: Side<ClassificationEvaluation>, label: string): { roc: LineSpec; recall: LineSpec } {
  return { roc: overlay([before, after], prepareRoc, label), recall: overlay([before, after], preparePrecisionRecall, label) }
}

function overlay(sides: Side<ClassificationEvaluation>[], prepare: (evaluation: ClassificationEvaluation) => LineSpec, label: string): LineSpec {
  const specs = sides.map(({ evaluation }) => prepare(evaluation))
  const base = specs[1]!
  const series = specs.flatMap((spec, index) => {
    const line = spec.series.find((candidate) => candidate.name === label)
    return line ? [{ ...line, name: sides[index]!.name, ...looks[index]!, note: line.note.replace(/, random .*$/, ''), hidden: false }] : []
  })
  return {
    ...base,
    title: `${base.title} of ${label}`,
    subtitle: series.length === 2 ? 'Both runs on their own rows; the earlier one is dashed' : 'Only one of the two runs has this curve',
    description: `${base.title} of ${label}: ${series.map((line) => `${line.name} ${line.note}`).join(', ')}.`,
    series,
    references: base.references.filter((line) => line.listed && line.label.startsWith('chance')),
    table: {
      columns: [{ label: 'Run', numeric: false }, { label: base.x.label, numeric: true }, { label: base.y.label, numeric: true }],
      rows: series.flatMap((line) => line.points.map((point) => [line.name, point.x, point.y])),
    },
    empty: series.length === 0 ? 'Neither run has probabilities for this class.' : null,
  }
}

/** How often each run was off by how much, as shares of its rows. */
export function overlayResiduals(before: Side<RegressionEvaluation>, after: Side<RegressionEvaluation>): LineSpec {
  const sides = [before, after]
  const series = sides.map(({ name, evaluation }, index) => {
    const { edges, counts } = evaluation.residuals
    const rows = counts.reduce((sum, count) => sum + count, 0)
    const points = counts.map((count, bin): Point => {
      const width = edges[bin + 1]! - edges[bin]!
      // Per unit of the target, so that bins of another width compare.
      const density = rows > 0 && width > 0 ? count / rows / width : 0
      return { x: (edges[bin]! + edges[bin + 1]!) / 2, y: density, facts: [{ label: 'Residual', value: `${formatNumber(edges[bin]!)} to ${formatNumber(edges[bin + 1]!)}` }, { label: 'Rows', value: `${formatCount(count)}, ${formatPercent(rows > 0 ? count / rows : null)}` }] }
    })
    return { name, note: `${formatCount(rows)} rows`, ...looks[index]!, points, hidden: false }
  })
  const all = series.flatMap((line) => line.points)
  const range = extent(all.map((point) => point.x))
  return {
    title: 'Residuals',
    subtitle: `Actual minus predicted ${after.evaluation.target} in both runs, as share of rows per unit; narrower around zero is better`,
    description: `Residuals of ${before.name} and ${after.name}.`,
    fileName: `${after.evaluation.target}-residuals-compared`,
    x: axis(`Actual − predicted ${after.evaluation.target}`, range ?? [], { zero: true }),
    y: axis('Share of rows per unit', all.map((point) => point.y), { zero: true }),
    series,
    references: [],
    table: { columns: [{ label: 'Run', numeric: false }, { label: 'Residual', numeric: true }, { label: 'Share per unit', numeric: true }], rows: series.flatMap((line) => line.points.map((point) => [line.name, point.x, point.y])) },
    empty: all.length === 0 ? 'There are no residuals to compare.' : null,
  }
}
