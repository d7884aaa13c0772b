'use client'

import { Plus } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { freeArgument } from '@/lib/workspace-components/names'
import type { PythonComponent } from '@/lib/workspace-components/schema'
import { ParamRow } from './param-row'
import { InputRow, OutputRow } from './port-row'

export interface DeclarationFormProps {
  declaration: PythonComponent
  onChange: (declaration: PythonComponent) => void
  environments: { name: string; title: string }[]
  /** As `placesOf` names them. */
  errors: Record<string, string>
}

/** The parts of a declaration that show what is wrong with them, by their paths in what is sent. */
export const placesOf = ({ inputs, outputs, params }: PythonComponent): string[] =>
  ['declaration.name', 'declaration.summary', ...Object.entries({ inputs, outputs, params }).flatMap(([list, rows]) => rows.map((_, index) => `declaration.${list}.${index}`))]

const replaced = <T,>(list: readonly T[], index: number, next: T | null): T[] => list.flatMap((item, at) => (at !== index ? [item] : next === null ? [] : [next]))

/** What a Python component is called, takes, gives and lets be set. */
export function DeclarationForm({ declaration, onChange, environments, errors }: DeclarationFormProps) {
  const set = (change: Partial<PythonComponent>) => onChange({ ...declaration, ...change })
  const taken = new Set([...declaration.inputs, ...declaration.params].map((each) => each.name))
  const tables = declaration.inputs.filter((input) => input.type === 'table').map((input) => input.name)
  return (
    <div className="flex flex-col gap-5">
      <Field label="Name" error={errors['declaration.name']}>
        <Input value={declaration.name} maxLength={80} placeholder="Add moving average" onChange={(event) => set({ name: event.target.value })} />
      </Field>
      <Field label="What it does" help="One line for the palette and the docs page." error={errors['declaration.summary']}>
        <Input value={declaration.summary} maxLength={200} onChange={(event) => set({ summary: event.target.value })} />
      </Field>
      <Rows title="Inputs" add="Add an input" onAdd={() => set({ inputs: [...declaration.inputs, { name: freeArgument('table', taken), type: 'table', label: '', help: '', optional: false }] })}>
        {declaration.inputs.map((input, index) => (
          <InputRow key={index} port={input} error={errors[`declaration.inputs.${index}`]} onChange={(next) => set({ inputs: replaced(declaration.inputs, index, next) })} />
        ))}
      </Rows>
      <Rows
        title="Outputs"
        add="Add an output"
        onAdd={() => set({ outputs: [...declaration.outputs, { name: freeArgument('result', new Set(declaration.outputs.map((output) => output.name))), type: 'table', label: '', help: '', like: '' }] })}
      >
        {declaration.outputs.map((output, index) => (
          <OutputRow key={index} port={output} tables={tables} error={errors[`declaration.outputs.${index}`]} onChange={(next) => set({ outputs: replaced(declaration.outputs, index, next) })} />
        ))}
      </Rows>
      <Rows title="Parameters" add="Add a parameter" onAdd={() => set({ params: [...declaration.params, { name: freeArgument('value', taken), label: '', help: '', type: 'number', default: 1, choices: [], from: '' }] })}>
        {declaration.params.map((param, index) => (
          <ParamRow key={index} param={param} tables={tables} error={errors[`declaration.params.${index}`]} onChange={(next) => set({ params: replaced(declaration.params, index, next) })} />
        ))}
      </Rows>
      {environments.length > 1 && (
        <Field label="Environment" help="The Python packages that it finds.">
          <Select value={declaration.environment} onValueChange={(environment) => set({ environment })} options={options(environments, declaration.environment)} />
        </Field>
      )}
    </div>
  )
}

/** What can be chosen, and what is chosen though it cannot any more. */
function options(environments: { name: string; title: string }[], chosen: string) {
  const offered = environments.map(({ name, title }) => ({ value: name, label: title }))
  return offered.some(({ value }) => value === chosen) ? offered : [...offered, { value: chosen, label: chosen }]
}

function Rows({ title, add, onAdd, children }: { title: string; add: string; onAdd: () => void; children: React.ReactNode[] }) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">{title}</legend>
      {children.length > 0 && <ul className="flex flex-col gap-2">{children}</ul>}
      <Button size="sm" icon={Plus} className="self-start" onClick={onAdd}>
        {add}
      </Button>
    </fieldset>
  )
}
