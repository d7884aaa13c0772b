'use client'

import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { pythonParamTypes, type PythonParam } from '@/lib/workspace-components/schema'
import { NameLine, rowClass, RowError } from './port-row'

const words: Record<PythonParam['type'], string> = { text: 'Text', number: 'Number', integer: 'Whole number', boolean: 'On or off', choice: 'Choice', column: 'A column', columns: 'Columns' }
const initial: Record<PythonParam['type'], PythonParam['default']> = { text: '', number: 1, integer: 1, boolean: false, choice: undefined, column: undefined, columns: undefined }

/** One parameter: its type, default and limits. */
export function ParamRow({ param, tables, error, onChange }: { param: PythonParam; tables: string[]; error?: string; onChange: (param: PythonParam | null) => void }) {
  const set = (change: Partial<PythonParam>) => onChange({ ...param, ...change })
  const retype = (type: PythonParam['type']) => {
    const { min: _, max: __, ...rest } = param
    onChange({ ...rest, type, default: initial[type], choices: [], from: '' })
  }
  return (
    <li className={rowClass}>
      <NameLine what="parameter" name={param.name} label={param.label} onName={(name) => set({ name })} onLabel={(label) => set({ label })} onRemove={() => onChange(null)} />
      <div className="flex flex-wrap items-center gap-1.5">
        <Select size="sm" className="w-32" aria-label={`Type of the parameter ${param.name}`} value={param.type} onValueChange={(type) => retype(type as PythonParam['type'])} options={pythonParamTypes.map((value) => ({ value, label: words[value] }))} />
        <Details param={param} tables={tables} set={set} />
      </div>
      <RowError>{error}</RowError>
    </li>
  )
}

type Set = (change: Partial<PythonParam>) => void

function Details({ param, tables, set }: { param: PythonParam; tables: string[]; set: Set }) {
  switch (param.type) {
    case 'number':
    case 'integer':
      return (
        <>
          <NumberInput label="Default" of={param.name} value={typeof param.default === 'number' ? param.default : undefined} onChange={(value) => set({ default: value })} />
          <NumberInput label="Least" of={param.name} value={param.min} onChange={(min) => set({ min })} />
          <NumberInput label="Most" of={param.name} value={param.max} onChange={(max) => set({ max })} />
        </>
      )
    case 'boolean':
      return (
        <label className="flex items-center gap-2">
          <Switch checked={param.default === true} onCheckedChange={(value) => set({ default: value })} /> On by default
        </label>
      )
    case 'choice':
      return (
        <Input
          aria-label={`Choices of ${param.name}, separated by commas`}
          placeholder="mean, median; the first is the default"
          className="min-w-0 flex-1"
          defaultValue={param.choices.join(', ')}
          onChange={(event) => {
            const choices = event.target.value.split(',').map((choice) => choice.trim()).filter(Boolean)
            set({ choices, default: choices[0] })
          }}
        />
      )
    case 'column':
    case 'columns':
      return tables.length > 1 ? (
        <Select size="sm" className="min-w-0 flex-1" aria-label={`Table whose columns ${param.name} offers`} value={param.from || tables[0]!} onValueChange={(from) => set({ from })} options={tables.map((value) => ({ value, label: `of ${value}` }))} />
      ) : null
    default:
      return <Input aria-label={`Default of ${param.name}`} placeholder="Default" className="min-w-0 flex-1" value={typeof param.default === 'string' ? param.default : ''} onChange={(event) => set({ default: event.target.value })} />
  }
}

/** Empty is none. */
function NumberInput({ label, of, value, onChange }: { label: string; of: string; value: number | undefined; onChange: (value: number | undefined) => void }) {
  return (
    <Input
      type="number"
      step="any"
      aria-label={`${label} of ${of}`}
      placeholder={label}
      className="w-16 [appearance:textfield] [&::-webkit-inner-spin-button]:appearance-none"
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' || Number.isNaN(event.target.valueAsNumber) ? undefined : event.target.valueAsNumber)}
    />
  )
}
