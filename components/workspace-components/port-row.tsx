'use client'

import { X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { PythonInput, PythonOutput } from '@/lib/workspace-components/schema'

const types = [
  { value: 'table', label: 'Table' },
  { value: 'file', label: 'File' },
]

export const rowClass = 'flex flex-col gap-1.5 rounded-md border border-line bg-surface p-2'

/** Name, label and a button that removes: the first line of a port's or parameter's row. */
export function NameLine({ what, name, label, onName, onLabel, onRemove }: { what: string; name: string; label: string; onName: (name: string) => void; onLabel: (label: string) => void; onRemove: () => void }) {
  return (
    <div className="flex items-center gap-1.5">
      <Input aria-label={`Name of the ${what} in the code`} className="w-32 font-mono" value={name} maxLength={40} onChange={(event) => onName(event.target.value)} />
      <Input aria-label={`Label of the ${what} ${name}`} placeholder="Label" className="min-w-0 flex-1" value={label} maxLength={80} onChange={(event) => onLabel(event.target.value)} />
      <Button size="sm" variant="ghost" icon={X} aria-label={`Remove the ${what} ${name}`} onClick={onRemove} />
    </div>
  )
}

/** What is wrong with a row, below it. */
export function RowError({ children }: { children: string | undefined }) {
  return children === undefined ? null : (
    <p role="alert" className="text-sm text-failed">
      {children}
    </p>
  )
}

export function InputRow({ port, error, onChange }: { port: PythonInput; error?: string; onChange: (port: PythonInput | null) => void }) {
  return (
    <li className={rowClass}>
      <NameLine what="input" name={port.name} label={port.label} onName={(name) => onChange({ ...port, name })} onLabel={(label) => onChange({ ...port, label })} onRemove={() => onChange(null)} />
      <div className="flex items-center gap-3">
        <Select size="sm" className="w-28" aria-label={`Type of the input ${port.name}`} value={port.type} onValueChange={(type) => onChange({ ...port, type: type as PythonInput['type'] })} options={types} />
        <label className="flex items-center gap-1.5">
          <Checkbox checked={port.optional} onCheckedChange={(optional) => onChange({ ...port, optional: optional === true })} />
          May stay unconnected
        </label>
      </div>
      <RowError>{error}</RowError>
    </li>
  )
}

export function OutputRow({ port, tables, error, onChange }: { port: PythonOutput; tables: string[]; error?: string; onChange: (port: PythonOutput | null) => void }) {
  return (
    <li className={rowClass}>
      <NameLine what="output" name={port.name} label={port.label} onName={(name) => onChange({ ...port, name })} onLabel={(label) => onChange({ ...port, label })} onRemove={() => onChange(null)} />
      <div className="flex items-center gap-1.5">
        <Select size="sm" className="w-28" aria-label={`Type of the output ${port.name}`} value={port.type} onValueChange={(type) => onChange({ ...port, type: type as PythonOutput['type'], like: '' })} options={types} />
        {port.type === 'table' && tables.length > 0 && (
          <Select
            size="sm"
            className="min-w-0 flex-1"
            aria-label={`Columns of the output ${port.name}`}
            value={port.like || 'unknown'}
            onValueChange={(like) => onChange({ ...port, like: like === 'unknown' ? '' : like })}
            options={[{ value: 'unknown', label: 'Columns known after a run' }, ...tables.map((name) => ({ value: name, label: `Same columns as ${name}` }))]}
          />
        )}
      </div>
      <RowError>{error}</RowError>
    </li>
  )
}
