'use client'

import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { datastoresQuery, datastoreTablesQuery } from '@/components/data/datastores/datastore-queries'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/format'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { Column } from '@/lib/catalog/types'
import { CodeField } from './code-field'
import type { FieldProps } from './field-props'

interface Source {
  datastore: string
  mode: 'table' | 'query'
  schema: string
  table: string
  query: string
  columns?: Column[]
}

const nothing: Source = { datastore: '', mode: 'table', schema: 'public', table: '', query: '' }

/** Which datastore, and which of its tables or what query; its columns are asked there, so that the steps below know them. */
export function DatastoreSource({ value, onChange, columns, disabled, ...control }: FieldProps<'datastore'>) {
  const { slug } = useWorkspace()
  const api = useApi()
  const source = { ...nothing, ...(value as Partial<Source> | undefined) }
  const { data: datastores, error } = useQuery(datastoresQuery(slug))
  const [asking, setAsking] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  async function ask(next: Source) {
    setAsking(true)
    setRefusal(null)
    try {
      const from = next.mode === 'query' ? { query: next.query } : { schema: next.schema, table: next.table }
      const found = await api.post<{ columns: Column[] }>(`/datastores/${encodeURIComponent(next.datastore)}/columns`, from)
      onChange({ ...next, columns: found.columns })
    } catch (cause) {
      setRefusal(cause instanceof Error ? cause.message : 'The columns could not be read.')
    } finally {
      setAsking(false)
    }
  }
  function pick(table: { schema: string; name: string }) {
    const { columns: _, ...rest } = source
    const next: Source = { ...rest, schema: table.schema, table: table.name }
    onChange(next)
    void ask(next)
  }
  const options = (datastores ?? []).map(({ name, database, host }) => ({ value: name, label: name, help: `${database} at ${host}` }))
  if (source.datastore !== '' && !options.some(({ value: name }) => name === source.datastore)) options.push({ value: source.datastore, label: source.datastore, help: 'not in this workspace' })
  return (
    <div className="flex flex-col gap-2">
      <Select {...control} disabled={disabled} value={source.datastore || undefined} placeholder={datastores?.length === 0 ? 'No datastore yet' : 'Choose a datastore'} options={options} onValueChange={(datastore) => onChange({ ...nothing, mode: source.mode, query: source.query, datastore })} />
      {error && <p className="text-sm text-failed">{error.message}</p>}
      <Link className="link self-start text-sm" href={`/w/${slug}/data/datastores`}>
        {datastores?.length === 0 ? 'Add a datastore' : 'Datastores'}
      </Link>
      {source.datastore !== '' && (
        <>
          <Segmented aria-label="What to read" value={source.mode} onValueChange={(mode) => onChange({ ...source, mode, columns: undefined })} options={[{ value: 'table', label: 'A table' }, { value: 'query', label: 'A query' }]} />
          {source.mode === 'table' ? (
            <Tables datastore={source.datastore} source={source} disabled={disabled} onPick={pick} />
          ) : (
            <CodeField field={{ kind: 'code', language: 'sql', name: 'query', label: 'Query', placeholder: 'select * from orders where year = 2024' }} value={source.query} disabled={disabled} columns={columns} onChange={(query, typing) => onChange({ ...source, query: typeof query === 'string' ? query : '', columns: undefined }, typing)} />
          )}
          {(source.mode === 'query' ? source.query.trim() !== '' : source.table !== '') && (
            <div className="flex items-center gap-2 text-sm text-muted tabular">
              <Button size="sm" busy={asking} disabled={disabled} onClick={() => void ask(source)}>
                Read the columns
              </Button>
              {source.columns ? `${formatCount(source.columns.length, 'column')} known` : 'Not read yet'}
            </div>
          )}
          {refusal && (
            <p role="alert" className="text-sm break-words text-failed">
              {refusal}
            </p>
          )}
        </>
      )}
    </div>
  )
}

function Tables({ datastore, source, disabled, onPick }: { datastore: string; source: Source; disabled: boolean | undefined; onPick: (table: { schema: string; name: string }) => void }) {
  const { slug } = useWorkspace()
  const { data: tables, error, isPending } = useQuery(datastoreTablesQuery(slug, datastore))
  const [search, setSearch] = useState('')
  const found = (tables ?? []).filter(({ schema, name }) => `${schema}.${name}`.toLowerCase().includes(search.toLowerCase()))
  if (error) return <p role="alert" className="text-sm break-words text-failed">{error.message}</p>
  return (
    <div className="flex flex-col gap-1">
      <Input aria-label="Search tables" placeholder="Search tables" value={search} onChange={(event) => setSearch(event.target.value)} />
      <ul aria-label="Tables" className="max-h-56 overflow-y-auto rounded-md border border-line">
        {found.slice(0, 200).map(({ schema, name, rows }) => (
          <li key={`${schema}.${name}`}>
            <button type="button" disabled={disabled} aria-pressed={source.schema === schema && source.table === name} onClick={() => onPick({ schema, name })} className="flex w-full items-baseline gap-2 px-2 py-1 text-left hover:bg-hover aria-pressed:bg-selected">
              <span className="min-w-0 flex-1 truncate">{schema === 'public' ? name : `${schema}.${name}`}</span>
              {rows !== null && <span className="text-sm text-muted tabular">~{formatCount(Math.round(rows), 'row')}</span>}
            </button>
          </li>
        ))}
        {found.length === 0 && <li className="px-2 py-1 text-sm text-muted">{isPending ? 'Asking the database…' : 'No table of that name.'}</li>}
      </ul>
    </div>
  )
}
