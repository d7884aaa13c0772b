'use client'

import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { ErrorNote } from '@/components/ui/error-note'
import { SkeletonRows } from '@/components/ui/skeleton'
import { CellDialog } from './cell-dialog'
import type { Cell } from './grid-keys'
import { TableGrid } from './table-grid'
import { headQuery, profileQuery, type Look } from './table-queries'
import { TableToolbar } from './table-toolbar'

export interface TableViewProps {
  /** Slug. */
  workspace: string
  /** sha256 of the table's Parquet file. */
  digest: string
  /** For the names of downloads. */
  name?: string
  /** Give it a height, or a flex parent that has one. */
  className?: string
  /** Order and filters, where they are kept elsewhere, such as in the address. */
  look?: Look
  onLook?: (look: Look) => void
}

const plain: Look = { sort: null, filters: [] }

/** A table of any length: sorted, filtered and paged where it lies, with each column's shape in its head. */
export function TableView(props: TableViewProps) {
  // A look belongs to one table: another digest starts afresh.
  return <View key={props.digest} {...props} />
}

function View({ workspace, digest, name = 'table', className, look: given, onLook }: TableViewProps) {
  const [own, setOwn] = useState<Look>(plain)
  const look = given ?? own
  const setLook = onLook ?? setOwn
  const [opened, setOpened] = useState<Cell | null>(null)
  const head = useQuery(headQuery(workspace, digest, look))
  const profile = useQuery(profileQuery(workspace, digest))
  const refused = head.error !== null
  return (
    <section className={cn('flex min-h-0 flex-1 flex-col', className)}>
      {refused && (
        <ErrorNote
          className="m-3"
          error={head.error}
          action={look.filters.length > 0 ? <Button size="sm" onClick={() => setLook(plain)}>Clear filters</Button> : <Button size="sm" onClick={() => void head.refetch()}>Try again</Button>}
        />
      )}
      {head.data ? (
        <>
          <TableToolbar workspace={workspace} digest={digest} name={name} total={head.data.total} filtered={head.data.filtered} columnCount={head.data.columns.length} look={look} onLook={setLook} />
          <TableGrid
            workspace={workspace}
            digest={digest}
            columns={head.data.columns}
            rowCount={head.data.filtered}
            profile={profile.data}
            look={look}
            onLook={setLook}
            onOpenCell={setOpened}
            stale={head.isPlaceholderData}
          />
          {head.data.filtered === 0 && !head.isPlaceholderData && (
            <p className="border-t border-line px-3 py-2 text-muted">{head.data.total === 0 ? 'The table has no rows.' : 'No row passes the filters.'}</p>
          )}
        </>
      ) : (
        !refused && <SkeletonRows className="p-4" rows={8} />
      )}
      {opened && head.data && <CellDialog workspace={workspace} digest={digest} look={look} cell={opened} column={head.data.columns[opened.column]!} onClose={() => setOpened(null)} />}
    </section>
  )
}
