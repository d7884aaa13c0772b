'use client'

import { useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import type { ParamChoice } from '@/lib/workspace-components/derive'

/** Which settings of the steps inside the component shows as its own; the others stay as they are. */
export function ParamChoices({ params, onChange }: { params: ParamChoice[]; onChange: (params: ParamChoice[]) => void }) {
  const [search, setSearch] = useState('')
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = (choice: ParamChoice) => words.every((word) => `${choice.step} ${choice.field.label} ${choice.param.label}`.toLowerCase().includes(word))
  const steps = [...new Map(params.map((choice) => [choice.param.node, choice.step]))]
  const change = (choice: ParamChoice, next: ParamChoice) => onChange(params.map((other) => (other === choice ? next : other)))
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium">Parameters</legend>
      <p className="text-sm text-muted">What can be set at each use. The rest stays as it is in the steps.</p>
      {params.length > 8 && <Input type="search" aria-label="Search parameters" placeholder="Search by step or parameter" value={search} onChange={(event) => setSearch(event.target.value)} />}
      <div className="max-h-64 overflow-y-auto rounded-md border border-line" tabIndex={0} role="region" aria-label="Parameters of the steps">
        {steps.map(([node, step]) => {
          const own = params.filter((choice) => choice.param.node === node && (found(choice) || choice.chosen))
          if (own.length === 0) return null
          return (
            <section key={node} aria-label={step} className="border-b border-line px-2 py-1.5 last:border-b-0">
              <h3 className="text-sm text-muted">{step}</h3>
              {own.map((choice) => (
                <div key={choice.param.param} className="flex min-h-7 items-center gap-2">
                  <Checkbox id={`${node}-${choice.param.param}`} checked={choice.chosen} onCheckedChange={(checked) => change(choice, { ...choice, chosen: checked === true })} />
                  <label htmlFor={`${node}-${choice.param.param}`} className="min-w-0 flex-1 truncate">
                    {choice.field.label}
                  </label>
                  {choice.chosen && <Input aria-label={`Label of ${choice.field.label}`} className="h-7 w-56" value={choice.param.label} maxLength={80} onChange={(event) => change(choice, { ...choice, param: { ...choice.param, label: event.target.value } })} />}
                </div>
              ))}
            </section>
          )
        })}
        {params.length === 0 && <p className="p-2 text-muted">The steps have nothing to set.</p>}
      </div>
    </fieldset>
  )
}
