'use client'

import { useState } from 'react'
import { Play } from 'lucide-react'
import type { Problem } from '@/lib/catalog/types'
import { readValue, readValues, valuesOf, type ParameterValues, type PipelineParameter } from '@/lib/graph/parameters'
import { fieldOf } from '@/lib/graph/tie-field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { useStore } from '../../draft/store'
import { useDesigner } from '../designer-context'
import { useSubmitRun } from '../hooks/use-submit-run'
import { ParamFields } from '../inspector/param-fields'
import { rememberedValues, rememberValues } from './remembered'

/** Asks for the values of the pipeline's parameters, and runs with them. */
export function RunWith() {
  const { draft, panel, pipelineId } = useDesigner()
  const parameters = useStore(draft.graph, (graph) => graph.parameters) ?? []
  const [values, setValues] = useState<Record<string, unknown>>(() => ({ ...valuesOf({ parameters: [...parameters] }), ...rememberedValues(pipelineId, parameters) }))
  const { mutate, isPending, error } = useSubmitRun()
  const { values: usable, faults } = readValues({ parameters: [...parameters] }, Object.fromEntries(parameters.map(({ name }) => [name, values[name]])))
  const run = () => {
    rememberValues(pipelineId, usable)
    mutate({ parameters: changedFrom(parameters, usable) }, { onSuccess: () => panel.set(null) })
  }
  const changed = parameters.some((parameter) => values[parameter.name] !== parameter.default)
  return (
    <Dialog open onOpenChange={(open) => !open && panel.set(null)}>
      <DialogContent title="Run with" description="The values hold for this run; the pipeline’s defaults stay as they are.">
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            // What is typed and is no number is not in `values`: nothing runs with another one in its place.
            const wrong = event.currentTarget.querySelector<HTMLElement>('[aria-invalid="true"]')
            if (wrong) wrong.focus()
            else if (Object.keys(faults).length === 0) run()
          }}
        >
          <ParamFields
            fields={parameters.map((parameter) => fieldOf(parameter, { name: parameter.name, label: parameter.name, help: [parameter.help, `Default: ${defaultWords(parameter)}`].filter(Boolean).join(' ') }))}
            values={values}
            columns={() => undefined}
            problemOf={(name) => fault(parameters, name, values[name])}
            onChange={(name, value) => setValues((before) => ({ ...before, [name]: value }))}
          />
          {error && <ErrorNote error={error} />}
          <DialogFooter className="mt-1">
            <Button type="button" disabled={!changed} onClick={() => setValues(valuesOf({ parameters: [...parameters] }))}>
              Use the defaults
            </Button>
            {/* A field that loses the keyboard forgets what it could not read. */}
            <Button type="submit" variant="primary" icon={Play} busy={isPending} disabled={Object.keys(faults).length > 0} onMouseDown={(event) => event.preventDefault()}>
              Run
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}

/** Only what differs from the defaults is said of a run. */
function changedFrom(parameters: readonly PipelineParameter[], values: ParameterValues): ParameterValues {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => parameters.find((parameter) => parameter.name === name)?.default !== value))
}

function defaultWords({ type, default: value }: PipelineParameter): string {
  if (type === 'boolean') return value ? 'yes.' : 'no.'
  return value === '' ? 'empty.' : `${String(value)}.`
}

function fault(parameters: readonly PipelineParameter[], name: string, value: unknown): Problem | undefined {
  const parameter = parameters.find((other) => other.name === name)
  const read = parameter && readValue(parameter, value)
  return read && !read.ok ? { severity: 'error', node: '', param: name, message: read.message } : undefined
}
