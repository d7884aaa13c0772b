'use client'

import { useState } from 'react'
import { ChevronRight, Trash2 } from 'lucide-react'
import { tiesOf, type PipelineParameter } from '@/lib/graph/parameters'
import { fieldOf, parameterTypeNames, withChoices, withType } from '@/lib/graph/tie-field'
import type { Graph } from '@/lib/graph/schema'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { formatCount } from '@/components/ui/format'
import { Input, Textarea } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { changeParameter, removeParameter, renameParameter } from '../../actions/edit-parameters'
import { useStore } from '../../draft/store'
import { useDesigner } from '../designer-context'
import { ParamFields } from '../inspector/param-fields'

export interface ParameterItemProps {
  parameter: PipelineParameter
  open: boolean
  /** The name of the parameter that is open from now on. */
  onOpen: (name: string | null) => void
}

/** One parameter: its name and default in a line, and all there is to set when it is opened. */
export function ParameterItem({ parameter, open, onOpen }: ParameterItemProps) {
  const { name, type } = parameter
  return (
    <li>
      <button type="button" aria-expanded={open} className="flex h-8 w-full items-center gap-1.5 px-2 text-left hover:bg-hover" onClick={() => onOpen(open ? null : name)}>
        <ChevronRight aria-hidden className={cn('size-3.5 shrink-0 text-muted transition-transform', open && 'rotate-90')} />
        <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
        <span className="max-w-28 truncate text-muted tabular">{valueWords(parameter)}</span>
        <span className="sr-only">, {parameterTypeNames[type]}</span>
      </button>
      {open && <Form parameter={parameter} onOpen={onOpen} />}
    </li>
  )
}

function valueWords({ type, default: value }: PipelineParameter): string {
  if (type === 'boolean') return value ? 'yes' : 'no'
  return value === '' ? 'empty' : String(value)
}

function Form({ parameter, onOpen }: Omit<ParameterItemProps, 'open'>) {
  const { draft, canEdit } = useDesigner()
  const uses = useStore(draft.graph, (graph) => usesOf(graph, parameter.name))
  const change = (next: PipelineParameter | undefined, typing?: boolean) => next && changeParameter(draft, next, { typing })
  return (
    <div className="flex flex-col gap-3 border-t border-line bg-sunken/50 p-2">
      <NameField parameter={parameter} onOpen={onOpen} />
      <Field label="Type">
        <Select
          disabled={!canEdit}
          value={parameter.type}
          onValueChange={(type) => change(withType(parameter, type as PipelineParameter['type']))}
          options={Object.entries(parameterTypeNames).map(([value, label]) => ({ value, label }))}
        />
      </Field>
      {parameter.type === 'choice' && <ChoicesField parameter={parameter} onChange={change} />}
      <ParamFields
        fields={[fieldOf(parameter, { name: 'default', label: 'Default', help: 'Taken where a run is not given another value.' })]}
        values={{ default: parameter.default }}
        columns={() => undefined}
        disabled={!canEdit}
        onChange={(_, value, options) => {
          const usable = parameter.type !== 'integer' || Number.isInteger(value)
          if (value !== undefined && usable) change({ ...parameter, default: value } as PipelineParameter, options?.typing)
        }}
      />
      <Field label="Help" help="Said to whoever runs the pipeline.">
        <Input disabled={!canEdit} maxLength={1000} value={parameter.help} onChange={(event) => change({ ...parameter, help: event.target.value }, true)} />
      </Field>
      <div className="flex items-center justify-between gap-2">
        <p className="text-sm text-muted">{uses === 0 ? 'No step uses it yet. Tie a step’s field to it from the menu at the field.' : `Used by ${formatCount(uses, 'field')}.`}</p>
        {canEdit && <Button size="sm" variant="ghost" icon={Trash2} aria-label={`Remove the parameter “${parameter.name}”`} title={uses > 0 ? 'Remove: its fields keep the default’s value' : 'Remove'} onClick={() => removeParameter(draft, parameter.name)} />}
      </div>
    </div>
  )
}

function usesOf(graph: Graph, name: string): number {
  return graph.nodes.reduce((sum, node) => sum + tiesOf(node.params).filter(({ tie }) => tie.$parameter === name).length, 0)
}

/** Renames when it is left, so that no half name is ever in the draft. */
function NameField({ parameter, onOpen }: Omit<ParameterItemProps, 'open'>) {
  const { draft, canEdit } = useDesigner()
  const [name, setName] = useState(parameter.name)
  const [fault, setFault] = useState<string>()
  const commit = () => {
    const refused = renameParameter(draft, parameter.name, name)
    setFault(refused)
    if (!refused) onOpen(name.trim())
  }
  return (
    <Field label="Name" error={fault}>
      <Input
        disabled={!canEdit}
        maxLength={64}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onBlur={() => name.trim() !== parameter.name && commit()}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
    </Field>
  )
}

/** One choice a line; taken over when it is left. */
function ChoicesField({ parameter, onChange }: { parameter: Extract<PipelineParameter, { type: 'choice' }>; onChange: (next: PipelineParameter | undefined) => void }) {
  const { canEdit } = useDesigner()
  const [text, setText] = useState(parameter.choices.join('\n'))
  const next = withChoices(parameter, text)
  return (
    <Field label="Choices" help="One a line." error={next ? null : 'Give at least one choice.'}>
      <Textarea rows={3} disabled={!canEdit} value={text} onChange={(event) => setText(event.target.value)} onBlur={() => onChange(next)} />
    </Field>
  )
}
