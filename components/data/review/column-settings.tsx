'use client'

import { typeLooks } from '@/components/tables/type-icon'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { formatInteger } from '@/components/ui/format'
import { Select } from '@/components/ui/select'
import type { Column } from '@/lib/catalog/types'
import type { Finding } from '@/lib/duckdb/ingest/findings'
import type { ReadingOptions } from '@/lib/duckdb/ingest/options'
import { auto, markersOf, orderChoices, typeChoices } from './choices'
import { decisionsOn, withColumn } from './edit-options'
import { TextOption } from './text-option'

export interface ColumnSettingsProps {
  column: Column
  finding: Finding
  missing: number
  total: number
  options: ReadingOptions
  /** Types and missing markers are chosen where the file has texts alone. */
  typed: boolean
  onChange: (options: ReadingOptions) => void
}

/** What one column is called, what type it has, and which of its texts mean missing. */
export function ColumnSettings({ column, finding, missing, total, options, typed, onChange }: ColumnSettingsProps) {
  const { name } = finding
  const chosen = options.types?.[name]
  const dates = column.type === 'date' || column.type === 'timestamp' || finding.ask === 'dateOrder'
  return (
    <div className="flex w-72 flex-col gap-3">
      <TextOption label="Name" value={options.names?.[name] ?? name} write={(value) => value} read={(text) => (text.trim() === '' ? { error: 'A name is needed' } : { value: text.trim() })} onChange={(value) => onChange(withColumn(options, 'names', name, value === name ? undefined : value))} />
      {typed && (
        <>
          <Field label="Type" help={chosen && chosen !== 'text' ? 'A value that does not fit stops the reading and is named.' : undefined}>
            <Select value={chosen ?? auto} options={typeChoices(chosen ? undefined : column.type)} onValueChange={(value) => onChange(withColumn(options, 'types', name, value === auto ? undefined : (value as NonNullable<typeof chosen>)))} />
          </Field>
          {dates && (
            <Field label="Order of day and month">
              <Select value={options.dateOrderBy?.[name] ?? auto} options={orderChoices([finding])} onValueChange={(value) => onChange(withColumn(options, 'dateOrderBy', name, value === auto ? undefined : (value as 'dmy' | 'mdy')))} />
            </Field>
          )}
          <TextOption
            label="Texts that mean missing here"
            help="Besides those of all columns, set apart by commas"
            value={options.nullMarkersBy?.[name]}
            write={(markers) => markers.join(', ')}
            read={(text) => ({ value: markersOf(text) })}
            onChange={(value) => onChange(withColumn(options, 'nullMarkersBy', name, value))}
          />
        </>
      )}
      <p className="text-sm text-muted tabular">
        {missing === 0 ? `None of ${formatInteger(total)} values is missing.` : `${formatInteger(missing)} of ${formatInteger(total)} values are missing.`}
        {finding.markers.length > 0 && ` Taken as missing: ${finding.markers.map(({ text, count }) => `“${text}” (${formatInteger(count)}×)`).join(', ')}.`}
      </p>
      {finding.doubt && <p className="text-sm">It {finding.doubt}</p>}
      {finding.nearly && (
        <p className="text-sm">
          {formatInteger(finding.nearly.fitting)} of its first {formatInteger(finding.nearly.present)} values look like a {typeLooks[finding.nearly.type].word}, but not {finding.nearly.others.map((value) => `“${value}”`).join(', ')}.
        </p>
      )}
      {decisionsOn(options, name) > 0 && (
        <Button size="sm" variant="ghost" className="self-start" onClick={() => onChange(withoutDecisions(options, name))}>
          Undo what was chosen here
        </Button>
      )}
    </div>
  )
}

function withoutDecisions(options: ReadingOptions, name: string): ReadingOptions {
  let next = options
  for (const key of ['types', 'names', 'nullMarkersBy', 'dateOrderBy'] as const) next = withColumn(next, key, name, undefined)
  return next
}
