'use client'

import { useState } from 'react'
import { Table2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { formatCount } from '@/components/ui/format'
import { lazyPart } from '@/components/ui/lazy-part'
import type { FieldProps } from './field-props'
import { readGrid } from './grid-edits'

const GridEditor = lazyPart(() => import('./grid-editor').then((module) => module.GridEditor))

/** In the inspector a summary; the table itself is edited in a dialog, where there is room. */
export function GridField({ field, value, onChange, columns: _, error: __, disabled, ...control }: FieldProps<'grid'>) {
  const [open, setOpen] = useState(false)
  const grid = readGrid(value)
  return (
    <div className="flex items-center justify-between gap-2">
      <span className="text-muted tabular">
        {formatCount(grid.rows.length, 'row')} × {formatCount(grid.columns.length, 'column')}
      </span>
      <Button {...control} size="sm" icon={Table2} disabled={disabled} onClick={() => setOpen(true)}>
        Edit the table
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogContent title={field.label} description="Type, or paste from a spreadsheet. An empty cell is a missing value." width={860}>
          <GridEditor grid={grid} onChange={onChange} />
        </DialogContent>
      </Dialog>
    </div>
  )
}
