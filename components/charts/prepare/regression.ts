import type { RegressionEvaluation } from '@/lib/results/evaluation'
import { formatCount, formatNumber } from '@/lib/results/format'
import { axis, extent, niceDomain, withMargin } from './scale'
import type { HistogramSpec, ScatterSpec } from './spec'

/** Predicted against actual on one common scale, with the line on which a perfect prediction lies. */
export function preparePredicted(evaluation: RegressionEvaluation): ScatterSpec {
  const { target, points, pointsOf } = evaluation
  const finite = points.filter((point) => Number.isFinite(point.actual) && Number.isFinite(point.predicted))
  const shared = niceDomain(withMargin(extent(finite.flatMap((point) => [point.actual, point.predicted]))))
  const of = finite.length < pointsOf ? `${formatCount(finite.length)} of ${formatCount(pointsOf)} rows, always with the largest errors` : `${formatCount(finite.length)} ${finite.length === 1 ? 'row' : 'rows'}`
  return {
    title: 'Predicted against actual',
    subtitle: `${of}; on the line a prediction is exactly right`,
    description: `Scatter of predicted against actual ${target}, ${of}.`,
    fileName: `${target}-predicted-actual`,
    x: { label: `Actual ${target}`, ...shared, format: formatNumber },
    y: { label: `Predicted ${target}`, ...shared, format: formatNumber },
    points: finite.map(({ actual, predicted }) => ({
      x: actual,
      y: predicted,
      facts: [
        { label: 'Actual', value: formatNumber(actual) },
        { label: 'Predicted', value: formatNumber(predicted) },
        { label: 'Residual', value: formatNumber(actual - predicted) },
      ],
    })),
    references: [{ label: 'perfect prediction', listed: true, colour: 'var(--control)', from: { x: shared.domain[0], y: shared.domain[0] }, to: { x: shared.domain[1], y: shared.domain[1] } }],
    table: {
      columns: ['Actual', 'Predicted', 'Residual'].map((label) => ({ label, numeric: true })),
      rows: points.map(({ actual, predicted }) => [actual, predicted, actual - predicted]),
    },
    empty: finite.length === 0 ? 'There were no rows to evaluate.' : null,
  }
}

/** How often the model was off by how much. Left of zero it predicted too much. */
export function prepareResiduals(evaluation: RegressionEvaluation): HistogramSpec {
  const { edges, counts } = evaluation.residuals
  const bins = counts.flatMap((count, index) => {
    const from = edges[index]
    const to = edges[index + 1]
    if (from === undefined || to === undefined) return []
    const facts = [{ label: 'Residual', value: `${formatNumber(from)} to ${formatNumber(to)}` }, { label: 'Rows', value: formatCount(count) }]
    return [{ from, to, count, facts }]
  })
  const total = bins.reduce((sum, bin) => sum + bin.count, 0)
  return {
    title: 'Residuals',
    subtitle: `Actual minus predicted ${evaluation.target}, ${formatCount(total)} ${total === 1 ? 'row' : 'rows'}; right of zero the prediction was too low`,
    description: `Histogram of ${formatCount(total)} residuals of ${evaluation.target}.`,
    fileName: `${evaluation.target}-residuals`,
    x: axis(`Actual − predicted ${evaluation.target}`, edges, { count: 6, zero: true }),
    y: axis('Rows', counts, { count: 4, zero: true, whole: true }),
    bins,
    table: {
      columns: ['From', 'To', 'Rows'].map((label) => ({ label, numeric: true })),
      rows: bins.map((bin) => [bin.from, bin.to, bin.count]),
    },
    empty: total === 0 ? 'There were no rows to evaluate.' : null,
  }
}
