'use client'

import { CircleAlert } from 'lucide-react'
import { typeLooks } from '@/components/tables/type-icon'
import { Button } from '@/components/ui/button'
import { formatInteger } from '@/components/ui/format'
import type { Finding } from '@/lib/duckdb/ingest/findings'
import type { ReadingOptions } from '@/lib/duckdb/ingest/options'
import type { Preview } from '@/lib/duckdb/ops/preview'
import { withColumn, withOption } from './edit-options'

const shown = 12

export interface DecideListProps {
  preview: Preview
  options: ReadingOptions
  onChange: (options: ReadingOptions) => void
}

/** What was guessed or left open, each with its answers. Nothing here must be answered: text keeps every value. */
export function DecideList({ preview, options, onChange }: DecideListProps) {
  const asked = preview.findings.filter((finding) => finding.ask || finding.nearly)
  const general = preview.doubts.filter((doubt) => !asked.some(({ name, doubt: own }) => own && doubt === `“${name}” ${own}`))
  const count = general.length + asked.length
  if (count === 0) return null
  return (
    <section aria-labelledby="decide" className="rounded-md border border-warning/40 bg-warning-soft px-3 py-2">
      <h2 id="decide" className="flex items-center gap-2 font-medium">
        <CircleAlert aria-hidden className="size-4 text-warning" />
        {count === 1 ? 'One thing was guessed or left open' : `${formatInteger(count)} things were guessed or left open`}
      </h2>
      <ul className="mt-1 flex flex-col gap-1.5 pl-6">
        {general.slice(0, shown).map((doubt) => (
          <li key={doubt} className="break-words">{doubt}</li>
        ))}
        {asked.slice(0, shown).map((finding) => (
          <li key={finding.name} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="break-words">{sentence(finding)}</span>
            <Answers finding={finding} options={options} onChange={onChange} />
          </li>
        ))}
        {count > 2 * shown && <li className="text-muted">The headings of the columns tell the rest.</li>}
      </ul>
    </section>
  )
}

function sentence({ name, doubt, nearly }: Finding): string {
  if (doubt) return `“${name}” ${doubt}`
  if (!nearly) return ''
  const others = nearly.others.slice(0, 4).map((value) => `“${value}”`).join(', ')
  return `“${name}” was kept as text: ${formatInteger(nearly.fitting)} of its first ${formatInteger(nearly.present)} values look like a ${typeLooks[nearly.type].word}, but not ${others}${nearly.others.length > 4 ? ', …' : ''}.`
}

function Answers({ finding, options, onChange }: Omit<DecideListProps, 'preview'> & { finding: Finding }) {
  const { name, ask, nearly } = finding
  const answers: { label: string; next: () => ReadingOptions }[] =
    ask === 'dateOrder'
      ? [
          { label: 'Day first', next: () => withColumn(options, 'dateOrderBy', name, 'dmy') },
          { label: 'Month first', next: () => withColumn(options, 'dateOrderBy', name, 'mdy') },
        ]
      : ask === 'decimal'
        ? [
            { label: 'Decimal comma', next: () => withOption(withOption(options, 'thousands', undefined), 'decimal', ',') },
            { label: 'Decimal point', next: () => withOption(withOption(options, 'thousands', undefined), 'decimal', '.') },
          ]
        : nearly
          ? [{ label: nearly.others.length === 1 ? 'Take it as missing' : 'Take these as missing', next: () => withColumn(options, 'nullMarkersBy', name, [...new Set([...(options.nullMarkersBy?.[name] ?? []), ...nearly.others.filter((value) => value.length <= 50)])]) }]
          : []
  const kept = ask || nearly ? [{ label: 'Keep as text', next: () => withColumn(options, 'types', name, 'text') }] : []
  return (
    <span className="flex flex-wrap gap-1.5">
      {[...answers, ...kept].map(({ label, next }) => (
        <Button key={label} size="sm" aria-label={`${label}: ${name}`} onClick={() => onChange(next())}>
          {label}
        </Button>
      ))}
    </span>
  )
}
