import { formatInteger, formatNumber, formatPercent } from '@/components/ui/format'
import type { ColumnProfile } from '@/lib/duckdb/ops/profile-types'

export interface ColumnFact {
  label: string
  value: string
  /** What the label means, where not everybody knows. */
  help?: string
}

/** The statistics of a column as labelled texts, in reading order. */
export function columnFacts(profile: ColumnProfile, rows: number): ColumnFact[] {
  const facts: ColumnFact[] = [{ label: 'missing', value: `${formatInteger(profile.missing)}${profile.missing > 0 && rows > 0 ? ` (${formatPercent(profile.missing / rows)})` : ''}` }]
  if (profile.type !== 'other') facts.push({ label: 'distinct', value: `${profile.distinctExact ? '' : '≈ '}${formatInteger(profile.distinct)}`, ...(!profile.distinctExact && { help: 'An estimate, right to a few percent: the table is long.' }) })
  const { numbers, span, lengths } = profile
  if (numbers) {
    const q = numbers.quantiles
    const about = numbers.quantilesExact ? '' : '≈ '
    facts.push(
      { label: 'mean', value: formatNumber(numbers.mean, 5) },
      { label: 'sd', value: numbers.sd === null ? 'one value' : formatNumber(numbers.sd, 5), help: 'Standard deviation of the sample: how far values lie from the mean.' },
      { label: 'min', value: formatNumber(numbers.min, 6) },
      { label: '25%', value: about + formatNumber(q.p25, 6), help: 'A quarter of the values lie below.' },
      { label: 'median', value: about + formatNumber(q.p50, 6) },
      { label: '75%', value: about + formatNumber(q.p75, 6), help: 'Three quarters of the values lie below.' },
      { label: 'max', value: formatNumber(numbers.max, 6) },
    )
    if (numbers.zeros > 0) facts.push({ label: 'zeros', value: formatInteger(numbers.zeros) })
    if (numbers.notFinite > 0) facts.push({ label: 'not finite', value: formatInteger(numbers.notFinite), help: 'Infinite or not a number; left out of the other statistics.' })
  }
  if (span) facts.push({ label: 'first', value: span.min.replace('T', ' ') }, { label: 'last', value: span.max.replace('T', ' ') })
  if (lengths) facts.push({ label: 'length', value: lengths.min === lengths.max ? `${lengths.min}` : `${lengths.min} to ${lengths.max}`, help: 'In characters.' })
  return facts
}
