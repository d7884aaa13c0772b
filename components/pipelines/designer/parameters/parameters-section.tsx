'use client'

import { useState } from 'react'
import { Plus } from 'lucide-react'
import { freeName } from '@/lib/graph/tie-field'
import { Button } from '@/components/ui/button'
import { declareParameter } from '../../actions/edit-parameters'
import { useStore } from '../../draft/store'
import { useDesigner } from '../designer-context'
import { ParameterItem } from './parameter-item'

/** What a run of the pipeline may be given: each parameter opens into its form. */
export function ParametersSection() {
  const { draft, canEdit } = useDesigner()
  const parameters = useStore(draft.graph, (graph) => graph.parameters) ?? []
  const [open, setOpen] = useState<string | null>(null)
  const add = () => {
    const name = freeName('parameter', parameters.map((parameter) => parameter.name))
    declareParameter(draft, { name, type: 'number', default: 0, help: '' })
    setOpen(name)
  }
  if (!canEdit && parameters.length === 0) return null
  return (
    <section aria-label="Parameters" className="flex flex-col gap-2 border-t border-line pt-3">
      <h3 className="font-medium">Parameters</h3>
      {parameters.length === 0 ? (
        <p className="text-sm text-muted">A parameter is set once and used by many steps, and each run can be given another value.</p>
      ) : (
        <ul className="flex flex-col divide-y divide-line rounded-md border border-line">
          {parameters.map((parameter) => (
            <ParameterItem key={parameter.name} parameter={parameter} open={open === parameter.name} onOpen={setOpen} />
          ))}
        </ul>
      )}
      {canEdit && (
        <Button size="sm" icon={Plus} className="self-start" onClick={add}>
          Add a parameter
        </Button>
      )}
    </section>
  )
}
