'use client'

import { useMemo, useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import { DataAssetField } from '@/components/pipelines/designer/inspector/fields/data-asset-field'
import { GridEditor } from '@/components/pipelines/designer/inspector/fields/grid-editor'
import type { Grid } from '@/components/pipelines/designer/inspector/fields/grid-edits'
import { defaultsOf } from '@/components/pipelines/designer/inspector/defaults'
import { useAssetLookup } from '@/components/pipelines/designer/hooks/use-assets'
import { ParamFields } from '@/components/pipelines/designer/inspector/param-fields'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Segmented } from '@/components/ui/segmented'
import type { Component } from '@/lib/catalog/types'
import type { RunView } from '@/lib/runs/schema'
import { buildComponent } from '@/lib/workspace-components/build'
import type { PythonComponent, PythonInput } from '@/lib/workspace-components/schema'
import { TryResult } from './try-result'

type Given = { kind: 'typed'; table: Grid } | { kind: 'asset'; asset: { name: string; version: number | 'latest' } | null }

const example: Grid = {
  columns: [
    { name: 'name', type: 'text' },
    { name: 'value', type: 'number' },
  ],
  rows: [
    ['a', '1'],
    ['b', '2.5'],
    ['c', null],
  ],
}

/** Runs the code as it stands on an agent, on small tables, before it is published. */
export function TryPanel({ id, declaration, source }: { id: string | undefined; declaration: PythonComponent; source: string }) {
  const api = useApi()
  const [given, setGiven] = useState<Record<string, Given>>({})
  const [params, setParams] = useState<Record<string, unknown>>({})
  const lookup = useAssetLookup([])
  const tables = declaration.inputs.filter((input) => input.type === 'table')
  const component = useMemo(() => built(declaration), [declaration])
  const of = (input: PythonInput): Given => given[input.name] ?? { kind: 'typed', table: example }
  const columns = (port: string) => {
    const value = given[port] ?? { kind: 'typed', table: example }
    if (value.kind === 'typed') return value.table.columns
    return value.asset ? (lookup(value.asset.name, value.asset.version) ?? undefined) : undefined
  }
  const inputsOf = () => {
    const inputs: Record<string, { table: Grid } | { asset: { name: string; version: number | 'latest' } }> = {}
    for (const input of tables) {
      const value = of(input)
      if (value.kind === 'typed') inputs[input.name] = { table: value.table }
      else if (value.asset) inputs[input.name] = { asset: value.asset }
    }
    return inputs
  }
  const attempt = useMutation({
    // The code as it was when it was tried: its lines are what an error names.
    onMutate: () => ({ source }),
    mutationFn: () =>
      api.post<RunView>('/components/try', {
        id,
        declaration,
        source,
        params: Object.fromEntries(Object.entries(params).filter(([name]) => declaration.params.some((param) => param.name === name))),
        inputs: inputsOf(),
      }),
  })
  return (
    <section aria-label="Try" className="flex flex-col gap-3 border-t border-line pt-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div>
          <h2 className="text-lg font-semibold">Try</h2>
          <p className="text-sm text-muted">Runs on an agent and keeps nothing of the component. Of a data asset it takes the first 1,000 rows.</p>
        </div>
        <Button icon={Play} busy={attempt.isPending} onClick={() => attempt.mutate()}>
          Try
        </Button>
      </div>
      {tables.map((input) => (
        <GivenTable key={input.name} input={input} value={of(input)} onChange={(value) => setGiven({ ...given, [input.name]: value })} />
      ))}
      {component && component.fields.length > 0 && (
        <div className="flex max-w-[420px] flex-col gap-3">
          <ParamFields fields={component.fields} values={{ ...defaultsOf(component), ...params }} columns={columns} onChange={(name, value) => setParams({ ...params, [name]: value })} />
        </div>
      )}
      {attempt.error && <ErrorNote title="It could not be tried" error={attempt.error} />}
      {attempt.data && <TryResult key={attempt.data.id} initial={attempt.data} source={attempt.context?.source ?? source} />}
    </section>
  )
}

/** The component as drawn so far; null while its declaration cannot be one. */
function built(declaration: PythonComponent): Component | null {
  try {
    return buildComponent('custom.draft', 1, declaration)
  } catch {
    return null
  }
}

function GivenTable({ input, value, onChange }: { input: PythonInput; value: Given; onChange: (value: Given) => void }) {
  const label = input.label || input.name
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-center gap-3">
        <span className="text-sm font-medium">{label}</span>
        <Segmented
          aria-label={`Where ${label} comes from`}
          value={value.kind}
          onValueChange={(kind) => onChange(kind === 'asset' ? { kind: 'asset', asset: null } : { kind: 'typed', table: example })}
          options={[
            { value: 'typed', label: 'Typed here' },
            { value: 'asset', label: 'A data asset' },
          ]}
        />
      </div>
      {value.kind === 'typed' ? (
        <GridEditor grid={value.table} onChange={(table) => onChange({ kind: 'typed', table })} />
      ) : (
        <div className="max-w-[420px]">
          <DataAssetField field={{ kind: 'data-asset', name: input.name, label }} value={value.asset} columns={() => undefined} onChange={(asset) => onChange({ kind: 'asset', asset: asset as Extract<Given, { kind: 'asset' }>['asset'] })} />
        </div>
      )}
    </div>
  )
}
