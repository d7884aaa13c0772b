'use client'

import { findComponent } from '@/lib/catalog'
import type { TableSchema } from '@/lib/catalog/types'
import { formatCount } from '@/components/ui/format'
import { useStore } from '../../draft/store'
import { useDesigner, useStep } from '../designer-context'
import { ColumnTypeMark } from './fields/column-type-mark'

/** The columns that arrive and those that go on, as far as they are known without running. */
export function ColumnsIn({ id }: { id: string }) {
  const { checked } = useDesigner()
  const step = useStep(id)
  const inputs = useStore(checked, (value) => value.analysis.inputs[id])
  const outputs = useStore(checked, (value) => value.analysis.schemas[id])
  const component = step && findComponent(step.component)
  if (!component) return null
  const arriving = component.inputs.filter((port) => inputs && port.name in inputs)
  const leaving = component.outputs.filter((port) => port.type === 'table')
  return (
    <section aria-label="Columns" className="flex flex-col gap-2 border-t border-line pt-3">
      {arriving.map((port) => (
        <ColumnList key={`in ${port.name}`} title={arriving.length > 1 ? `Columns in · ${port.label}` : 'Columns in'} columns={inputs?.[port.name]} open />
      ))}
      {leaving.map((port) => (
        <ColumnList key={`out ${port.name}`} title={leaving.length > 1 ? `Columns out · ${port.label}` : 'Columns out'} columns={outputs?.[port.name]} open={arriving.length === 0} />
      ))}
    </section>
  )
}

function ColumnList({ title, columns, open }: { title: string; columns: TableSchema; open: boolean }) {
  return (
    <details open={open}>
      <summary className="cursor-pointer text-sm font-medium">
        {title} <span className="font-normal text-muted tabular">{columns ? formatCount(columns.length, 'column') : 'not known before a run'}</span>
      </summary>
      {columns && (
        <ul className="mt-1 max-h-60 overflow-y-auto">
          {columns.map((column, index) => (
            <li key={index} className="flex h-6 items-center gap-2 px-2">
              <span className="min-w-0 flex-1 truncate">{column.name}</span>
              <ColumnTypeMark type={column.type} />
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}
