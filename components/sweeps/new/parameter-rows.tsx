'use client'

import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import type { SweepMethod } from '@/lib/sweeps/schema'
import type { Row } from './form'

interface Props {
  rows: Row[]
  /** Beside each name: what it is tied to. */
  notes: Record<string, string>
  /** Rows that cannot be chosen, with why. */
  closed: Record<string, string>
  errors: Record<string, string>
  method: SweepMethod
  onChange: (rows: Row[]) => void
}

/** The parameters to vary, each with a range or a list of values. */
export function ParameterRows({ rows, notes, closed, errors, method, onChange }: Props) {
  return (
    <ul className="flex flex-col divide-y divide-line rounded-md border border-line bg-surface">
      {rows.map((row) => (
        <li key={row.name} className="flex flex-col gap-2 px-3 py-2.5">
          <ParameterRow row={row} note={closed[row.name] ?? notes[row.name] ?? ''} closed={row.name in closed} error={errors[`parameters.${row.name}`]} method={method} onChange={(change) => onChange(rows.map((other) => (other.name === row.name ? { ...other, ...change } : other)))} />
        </li>
      ))}
    </ul>
  )
}

interface RowProps {
  row: Row
  note: string
  closed: boolean
  error: string | undefined
  method: SweepMethod
  onChange: (change: Partial<Row>) => void
}

function ParameterRow({ row, note, closed, error, method, onChange }: RowProps) {
  const numeric = row.type === null || row.type === 'number' || row.type === 'integer'
  const id = `vary-${row.name}`
  return (
    <>
      <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1">
        {row.type !== null && <Checkbox id={id} checked={row.use} disabled={closed} onCheckedChange={(use) => onChange({ use: use === true })} />}
        <label htmlFor={row.type === null ? undefined : id} className="font-medium">
          {row.name}
        </label>
        <span className="text-sm text-muted">{note}</span>
        {row.use && numeric && (
          <Segmented
            className="ml-auto"
            aria-label={`Values of ${row.name}`}
            value={row.kind}
            onValueChange={(kind) => onChange({ kind })}
            options={[
              { value: 'range', label: 'Range' },
              { value: 'list', label: 'List' },
            ]}
          />
        )}
      </div>
      {row.use && (row.kind === 'list' ? <ListFields row={row} error={error} onChange={onChange} /> : <RangeFields row={row} error={error} method={method} onChange={onChange} />)}
    </>
  )
}

function ListFields({ row, error, onChange }: Pick<RowProps, 'row' | 'error' | 'onChange'>) {
  return (
    <Field label={`Values of ${row.name}`} help="Separated by commas." error={error}>
      <Input value={row.values} onChange={(event) => onChange({ values: event.target.value })} />
    </Field>
  )
}

function RangeFields({ row, error, method, onChange }: Omit<RowProps, 'note' | 'closed'>) {
  return (
    <div className="flex flex-wrap items-start gap-3">
      <Field label="From" error={error} className="w-28">
        <Input inputMode="decimal" aria-label={`${row.name} from`} value={row.min} onChange={(event) => onChange({ min: event.target.value })} />
      </Field>
      <Field label="To" className="w-28">
        <Input inputMode="decimal" aria-label={`${row.name} to`} value={row.max} onChange={(event) => onChange({ max: event.target.value })} />
      </Field>
      {method === 'grid' && (
        <Field label="Values" className="w-20">
          <Input inputMode="numeric" aria-label={`How many values of ${row.name}`} value={row.points} onChange={(event) => onChange({ points: event.target.value })} />
        </Field>
      )}
      <div className="flex flex-col gap-1.5 self-end pb-1.5">
        <Check id={`log-${row.name}`} label="Logarithmic" checked={row.log} onChange={(log) => onChange({ log })} />
        {row.type === null && <Check id={`whole-${row.name}`} label="Whole numbers" checked={row.whole} onChange={(whole) => onChange({ whole })} />}
      </div>
    </div>
  )
}

function Check({ id, label, checked, onChange }: { id: string; label: string; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <span className="flex items-center gap-2">
      <Checkbox id={id} checked={checked} onCheckedChange={(next) => onChange(next === true)} />
      <label htmlFor={id} className="text-sm">
        {label}
      </label>
    </span>
  )
}
