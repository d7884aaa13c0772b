'use client'

import { Field } from '@/components/ui/field'
import { Select, type SelectOption } from '@/components/ui/select'
import type { ReadingOptions } from '@/lib/duckdb/ingest/options'
import type { Preview } from '@/lib/duckdb/ops/preview'
import { auto, decimalChoices, delimiterChoices, encodingChoices, headerChoices, markersOf, orderChoices, quoteChoices, startsOf, thousandsChoices } from './choices'
import { withOption } from './edit-options'
import { TextOption } from './text-option'

export interface ReadingFormProps {
  options: ReadingOptions
  /** Undefined until the first look, or where the file cannot be read so. */
  preview: Preview | undefined
  /** As far as it is known without a look. */
  format: Preview['format'] | undefined
  onChange: (options: ReadingOptions) => void
}

/** How the file as a whole is written. Every choice says what was found, and can be left to that. */
export function ReadingForm({ options, preview, format, onChange }: ReadingFormProps) {
  const found = preview?.options ?? {}
  const set = <K extends keyof ReadingOptions>(key: K, value: ReadingOptions[K] | undefined) => onChange(withOption(options, key, value))
  const text = format === undefined || format === 'csv' || format === 'tsv'
  const known = ['auto', ',', ';', '\t', '|', 'spaces', 'fixed']
  const other = options.delimiter !== undefined && !known.includes(options.delimiter)
  const fixed = options.delimiter === 'fixed' || found.delimiter === 'fixed'
  return (
    <div className="grid grid-cols-1 gap-3">
      {preview && preview.entries.length > 1 && <Choice label="File in the archive" value={options.entry ?? found.entry} choices={preview.entries.map((value) => ({ value, label: value }))} onChange={(value) => onChange({ entry: value })} />}
      {preview && preview.sheets.length > 1 && <Choice label="Sheet" value={options.sheet ?? found.sheet} choices={preview.sheets.map((value) => ({ value, label: value }))} onChange={(value) => set('sheet', value)} />}
      {text && (
        <>
          <Choice label="Columns are set apart by" value={other ? 'other' : options.delimiter} choices={delimiterChoices(found, preview?.columns.length)} onChange={(value) => set('delimiter', value === 'other' ? '~' : value)} />
          {other && (
            <TextOption label="The character" value={options.delimiter} write={(value) => value} read={(typed) => (typed.length === 1 ? { value: typed } : { error: 'One character' })} onChange={(value) => set('delimiter', value)} />
          )}
          {fixed && (
            <TextOption
              label="Columns begin at"
              help="Counted from 1. Or press in the lines below."
              placeholder={found.starts?.map((start) => start + 1).join(', ') ?? '1, 9, 21'}
              value={options.starts ?? found.starts}
              write={(starts) => starts.map((start) => start + 1).join(', ')}
              read={(typed) => (typed.trim() === '' ? { value: undefined } : startsOf(typed) ? { value: startsOf(typed) } : { error: 'Rising numbers, such as 1, 9, 21' })}
              onChange={(starts) => onChange(starts ? { ...options, delimiter: 'fixed', starts } : withOption(options, 'starts', undefined))}
            />
          )}
          {!fixed && <Choice label="Values are quoted by" value={options.quote === '' ? 'none' : options.quote} choices={quoteChoices(found)} onChange={(value) => set('quote', (value === 'none' ? '' : value) as ReadingOptions['quote'])} />}
          <Choice label="Encoding" value={options.encoding} choices={encodingChoices(found)} onChange={(value) => set('encoding', value as ReadingOptions['encoding'])} />
        </>
      )}
      {(text || format === 'excel') && (
        <>
          <Choice label="Names of the columns" value={options.header === false ? '0' : options.headerRows !== undefined ? String(options.headerRows) : options.header ? '1' : undefined} choices={headerChoices(found)} onChange={(value) => onChange(withHeader(options, value))} />
          <TextOption
            label={format === 'excel' ? 'Rows to skip above' : 'Lines to skip above'}
            placeholder={found.skip === undefined ? '0' : `Found: ${found.skip}`}
            inputMode="numeric"
            value={options.skip}
            write={String}
            read={(typed) => (typed.trim() === '' ? { value: undefined } : /^\d{1,3}$/.test(typed.trim()) ? { value: Number(typed) } : { error: 'A whole number up to 999' })}
            onChange={(value) => set('skip', value)}
          />
        </>
      )}
      {text && <TextOption label="Comments begin with" placeholder="Nothing, or # or //" value={options.comment} write={(value) => value} read={(typed) => (typed.length <= 5 ? { value: typed || undefined } : { error: 'At most 5 characters' })} onChange={(value) => set('comment', value)} />}
      {format !== 'parquet' && (
        <>
          {format !== 'json' && (
            <>
              <Choice label="Decimal mark" value={options.decimal} choices={decimalChoices(preview?.findings)} onChange={(value) => set('decimal', value as ReadingOptions['decimal'])} />
              <Choice label="Mark between thousands" value={options.thousands} choices={thousandsChoices(preview?.findings)} onChange={(value) => set('thousands', value as ReadingOptions['thousands'])} />
            </>
          )}
          <Choice label="Dates such as 01/02/2024" value={options.dateOrder} choices={orderChoices(preview?.findings)} onChange={(value) => set('dateOrder', value as ReadingOptions['dateOrder'])} />
          <TextOption
            label="Texts that mean missing"
            help="Set apart by commas. In place of the usual ones (NA, null, -, …) and also in columns of text."
            placeholder="The usual ones"
            value={options.nullMarkers}
            write={(markers) => markers.join(', ')}
            read={(typed) => ({ value: markersOf(typed) })}
            onChange={(value) => set('nullMarkers', value)}
          />
        </>
      )}
    </div>
  )
}

function withHeader(options: ReadingOptions, value: string | undefined): ReadingOptions {
  const rows = value === undefined ? undefined : Number(value)
  return withOption(withOption(options, 'header', rows === undefined ? undefined : rows > 0), 'headerRows', rows === undefined || rows === 0 ? undefined : rows)
}

interface ChoiceProps {
  label: string
  value: string | undefined
  choices: SelectOption[]
  onChange: (value: string | undefined) => void
}

function Choice({ label, value, choices, onChange }: ChoiceProps) {
  return (
    <Field label={label}>
      <Select value={value ?? auto} options={choices} onValueChange={(next) => onChange(next === auto ? undefined : next)} />
    </Field>
  )
}
