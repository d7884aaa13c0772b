'use client'

import { useQuery } from '@tanstack/react-query'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { formatInteger } from '@/components/ui/format'
import { SkeletonRows } from '@/components/ui/skeleton'
import type { Column } from '@/lib/catalog/types'
import { cellText } from './cell-text'
import type { Cell } from './grid-keys'
import { cellQuery, type Look } from './table-queries'

export interface CellDialogProps {
  workspace: string
  digest: string
  look: Look
  cell: Cell
  column: Column
  onClose: () => void
}

/** One value whole, however long, to read and to copy. */
export function CellDialog({ workspace, digest, look, cell, column, onClose }: CellDialogProps) {
  const query = useQuery(cellQuery(workspace, digest, look, cell.row, column.name))
  const text = query.data === undefined ? '' : column.type === 'other' && query.data !== null ? JSON.stringify(query.data, null, 2) : cellText(query.data, column.type)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={column.name} description={`Row ${formatInteger(cell.row + 1)}`} width={560}>
        {query.error ? (
          <ErrorNote error={query.error} />
        ) : query.data === undefined ? (
          <SkeletonRows rows={2} />
        ) : query.data === null ? (
          <p className="text-muted italic">missing</p>
        ) : (
          <>
            <pre tabIndex={0} className="max-h-[50vh] overflow-auto rounded-md bg-sunken p-3 font-mono text-sm whitespace-pre-wrap break-words">{text}</pre>
            <CopyButton className="mt-2" text={text} label="Copy value" labelled />
          </>
        )}
      </DialogContent>
    </Dialog>
  )
}
