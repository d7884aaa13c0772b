import { formatCount, formatInteger } from '@/components/ui/format'
import type { ColumnProfile } from '@/lib/duckdb/ops/profile-types'
import { formatNumber, formatPercent } from '@/lib/results/format'
import type { RunReport } from '@/lib/runs/report'
import { html, type Html } from './html'

const mostColumns = 60

/** The tables that came in, column by column. */
export function dataSection({ data }: RunReport): Html | null {
  if (data.length === 0) return null
  return html`<h2>Data</h2>${data.map(({ step, profile }) => {
    if (!profile) return html`<h3>${step.name}</h3><p class="muted">Its file is not in the store any more.</p>`
    const rest = profile.columns.length - mostColumns
    return html`<h3>${step.name}</h3><p class="muted">${formatCount(profile.rows, 'row')} × ${formatCount(profile.columns.length, 'column')}</p>
<div class="wide"><table><thead><tr><th>Column</th><th>Type</th><th class="n">Missing</th><th class="n">Different</th><th>Values</th></tr></thead>
<tbody>${profile.columns.slice(0, mostColumns).map((column) => html`<tr><td>${column.name}</td><td>${column.type}</td><td class="n">${column.missing === 0 ? '0' : `${formatInteger(column.missing)} (${formatPercent(profile.rows > 0 ? column.missing / profile.rows : null)})`}</td><td class="n">${column.distinctExact ? '' : '≈ '}${formatInteger(column.distinct)}</td><td>${valuesOf(column)}</td></tr>`)}</tbody></table></div>
${rest > 0 && html`<p class="muted">and ${formatCount(rest, 'more column')}</p>`}`
  })}`
}

function valuesOf(column: ColumnProfile): string {
  if (column.numbers) return `${formatNumber(column.numbers.min)} to ${formatNumber(column.numbers.max)}, mean ${formatNumber(column.numbers.mean)}, median ${formatNumber(column.numbers.quantiles.p50)}`
  if (column.span) return `${column.span.min} to ${column.span.max}`
  if (column.top && column.top.length > 0) return column.top.slice(0, 4).map(({ value, count }) => `${value === '' ? '(empty text)' : value} ${formatInteger(count)}`).join(' · ')
  return column.type === 'text' && column.distinct > 0 ? 'nearly every value is different' : '–'
}
