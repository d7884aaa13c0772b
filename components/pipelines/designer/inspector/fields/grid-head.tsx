'use client'

import { X } from 'lucide-react'
import type { ColumnType } from '@/lib/catalog/types'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { changeColumn, removeColumn, type Grid } from './grid-edits'
import type { GridEditorProps } from './grid-editor'
import { cellWidth } from './grid-row'

const types: { value: ColumnType; label: string }[] = [
  { value: 'text', label: 'text' },
  { value: 'integer', label: 'integer' },
  { value: 'number', label: 'number' },
  { value: 'boolean', label: 'true/false' },
  { value: 'date', label: 'date' },
  { value: 'timestamp', label: 'date and time' },
]

/** Names and types of the columns. */
export function GridHead({ grid, onChange }: { grid: Grid } & Pick<GridEditorProps, 'onChange'>) {
  return (
    <div role="row" className="sticky top-0 z-20 flex bg-sunken">
      <span aria-hidden className="w-10 border-r border-b border-line" />
      {grid.columns.map((column, at) => (
        <div key={at} role="columnheader" style={{ width: cellWidth }} className="border-r border-b border-line">
          <span className="flex">
            <input
              aria-label={`Name of column ${at + 1}`}
              value={column.name}
              className="h-7 min-w-0 flex-1 bg-transparent px-1.5 font-medium outline-offset-[-2px] focus:outline-2 focus:outline-ring"
              onChange={(event) => onChange(changeColumn(grid, at, { name: event.target.value }), { typing: true })}
            />
            <Button size="sm" variant="ghost" icon={X} className="text-faint" aria-label={`Remove column ${column.name}`} onClick={() => onChange(removeColumn(grid, at))} />
          </span>
          <Select
            size="sm"
            aria-label={`Type of ${column.name}`}
            value={column.type}
            options={types}
            onValueChange={(type) => onChange(changeColumn(grid, at, { type: type as ColumnType }))}
            className="rounded-none border-0 bg-transparent text-muted"
          />
        </div>
      ))}
    </div>
  )
}
