import type { ClassificationEvaluation } from '@/lib/results/evaluation'
import { formatCount, formatPercent } from '@/lib/results/format'
import type { ConfusionSpec } from './spec'

/** Counts and row percent; a cell's shade (0 to 1) is its share of the actual class, so that rare classes are seen too. */
export function prepareConfusion(evaluation: ClassificationEvaluation): ConfusionSpec {
  const { classes, confusion, target } = evaluation
  const rowTotals = classes.map((_, actual) => (confusion[actual] ?? []).reduce((sum, count) => sum + count, 0))
  const cells = classes.flatMap((actualLabel, actual) =>
    classes.map((predictedLabel, predicted) => {
      const count = confusion[actual]?.[predicted] ?? 0
      const total = rowTotals[actual] as number
      const share = total > 0 ? count / total : null
      const facts = [
        { label: 'Actual', value: actualLabel },
        { label: 'Predicted', value: predictedLabel },
        { label: 'Rows', value: `${formatCount(count)} of ${formatCount(total)}` },
        { label: 'Of the class', value: formatPercent(share) },
      ]
      return { actual, predicted, count, text: formatCount(count), share, percent: formatPercent(share), shade: share ?? 0, right: actual === predicted, facts }
    }),
  )
  return {
    title: 'Confusion matrix',
    subtitle: 'Rows: actual class. Columns: predicted class. Counts, and percent of the actual class',
    description: describe(evaluation, rowTotals),
    fileName: `${target}-confusion-matrix`,
    target,
    classes,
    cells,
    rowTotals,
    table: {
      columns: [{ label: 'Actual', numeric: false }, ...classes.map((label) => ({ label: `Predicted ${label}`, numeric: true })), { label: 'Rows', numeric: true }],
      rows: classes.map((label, actual) => [label, ...classes.map((_, predicted) => confusion[actual]?.[predicted] ?? 0), rowTotals[actual] as number]),
    },
    empty: classes.length === 0 || evaluation.rows === 0 ? 'There were no rows to evaluate.' : null,
  }
}

function describe(evaluation: ClassificationEvaluation, totals: number[]): string {
  const each = evaluation.classes.map((label, index) => `${formatCount(evaluation.confusion[index]?.[index] ?? 0)} of ${formatCount(totals[index] ?? 0)} ${label} right`)
  return `Confusion matrix of ${evaluation.target}: ${each.join(', ')}.`
}
