import type { ErrorsAnswer, ResidualsAnswer } from '@/lib/duckdb/ops/chart/types'
import type { TableFilter } from '@/lib/data/table-filter'
import { formatCount, formatNumber, formatPercent } from '@/lib/results/format'
import { normalQuantile } from '@/lib/results/normal'
import { axis, extent, withMargin, niceDomain } from './scale'
import type { BarSpec, ScatterSpec } from './spec'

export interface ErrorsOf {
  task: 'classification' | 'regression'
  target: string
  prediction: string
  by: string
}

/** The share that is wrong in each group, or how far off it is on average, with 95 % intervals. */
export function prepareErrors(answer: ErrorsAnswer, { task, target, prediction, by }: ErrorsOf): BarSpec {
  const classes = task === 'classification'
  const rest = answer.restRows > 0 ? `; ${formatCount(answer.restValues)} more values in ${formatCount(answer.restRows)} rows are not shown` : ''
  const wrong: TableFilter = { column: target, op: 'unlike', other: prediction }
  const value = (group: ErrorsAnswer['groups'][number]) => (classes ? group.error : (group.mean ?? 0))
  const numbers = answer.groups.flatMap((group) => [value(group), group.low, group.high])
  return {
    title: classes ? `Errors by ${by}` : `Residuals by ${by}`,
    subtitle: classes
      ? `Share predicted wrong, with its 95% interval; over all ${formatCount(answer.overall.rows)} rows ${formatPercent(answer.overall.error)} (dashed)${rest}`
      : `Mean of actual minus predicted ${target}, with its 95% interval; right of zero the prediction is too low; over all ${formatCount(answer.overall.rows)} rows it is off by ${formatNumber(answer.overall.error)} on average${rest}`,
    description: `${classes ? 'Error rate' : 'Mean residual'} by ${by}: ${answer.groups.map((group) => `${group.label} ${classes ? formatPercent(group.error) : formatNumber(group.mean)}`).join(', ')}.`,
    fileName: `${target}-errors-by-${by}`,
    x: classes ? { ...axis('Share wrong', numbers, { zero: true }), format: formatPercent } : axis(`Mean residual of ${target}`, numbers, { zero: true }),
    bars: answer.groups.map((group) => ({
      label: group.label,
      value: value(group),
      low: group.low,
      high: group.high,
      text: classes ? `${formatCount(group.wrong)} of ${formatCount(group.rows)}` : `${formatCount(group.rows)} ${group.rows === 1 ? 'row' : 'rows'}`,
      rows: [...(group.filters as TableFilter[]), ...(classes ? [wrong] : [])],
      facts: classes
        ? [{ label: 'Wrong', value: `${formatCount(group.wrong)} of ${formatCount(group.rows)}` }, { label: 'Error rate', value: formatPercent(group.error) }, { label: '95% interval', value: `${formatPercent(group.low)} to ${formatPercent(group.high)}` }]
        : [{ label: 'Rows', value: formatCount(group.rows) }, { label: 'Mean residual', value: formatNumber(group.mean) }, { label: '95% interval', value: `${formatNumber(group.low)} to ${formatNumber(group.high)}` }, { label: 'Mean absolute error', value: formatNumber(group.error) }],
    })),
    ...(classes && { reference: { value: answer.overall.error, label: 'all rows' } }),
    table: {
      columns: [{ label: by, numeric: false }, { label: 'Rows', numeric: true }, ...(classes ? ['Wrong', 'Error rate'] : ['Mean residual', 'Mean absolute error']).map((label) => ({ label, numeric: true })), { label: 'Interval from', numeric: true }, { label: 'Interval to', numeric: true }],
      rows: answer.groups.map((group) => [group.label, group.rows, ...(classes ? [group.wrong, group.error] : [group.mean, group.error]), group.low, group.high]),
    },
    empty: answer.groups.length === 0 ? 'There are no rows to group.' : null,
  }
}

/** Sorted residuals against what a normal distribution of the same mean and deviation would give. */
export function prepareQq(answer: ResidualsAnswer, target: string): ScatterSpec {
  const sd = answer.sd ?? 0
  const points = answer.quantiles.map(({ share, residual }) => ({ x: answer.mean + sd * normalQuantile(share), y: residual }))
  const shared = niceDomain(withMargin(extent(points.flatMap((point) => [point.x, point.y]))))
  return {
    title: 'Q–Q plot of residuals',
    subtitle: `${points.length < answer.rows ? `${formatCount(points.length)} evenly spaced of ${formatCount(answer.rows)} residuals` : `${formatCount(answer.rows)} residuals`}; on the line they are spread as a normal distribution is, and ends that leave it mean more large errors than that`,
    description: `Quantiles of the residuals of ${target} against a normal distribution with mean ${formatNumber(answer.mean)} and deviation ${formatNumber(answer.sd)}.`,
    fileName: `${target}-qq`,
    x: { label: 'Normal distribution', ...shared, format: formatNumber },
    y: { label: `Residual of ${target}`, ...shared, format: formatNumber },
    points: points.map((point) => ({ ...point, facts: [{ label: 'Normal', value: formatNumber(point.x) }, { label: 'Residual', value: formatNumber(point.y) }] })),
    references: [{ label: 'normal distribution', listed: true, colour: 'var(--control)', from: { x: shared.domain[0], y: shared.domain[0] }, to: { x: shared.domain[1], y: shared.domain[1] } }],
    table: { columns: ['Share of rows below', 'Normal', 'Residual'].map((label) => ({ label, numeric: true })), rows: answer.quantiles.map((entry, index) => [entry.share, points[index]!.x, entry.residual]) },
    empty: answer.rows < 2 || sd === 0 ? 'The residuals do not vary.' : null,
  }
}
