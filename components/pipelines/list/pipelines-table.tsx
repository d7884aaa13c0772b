'use client'

import { memo, useState } from 'react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { Trash2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { formatCount } from '@/components/ui/format'
import { RelativeTime } from '@/components/ui/relative-time'
import { Status } from '@/components/ui/status'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { PipelineSummary } from '@/lib/pipelines/schema'
import { usePipelineActions } from './queries'
import { RowMenu } from './row-menu'

/** Rows open with Enter or a press; the arrow keys go from one to the next; several can be put into the trash at once. */
export function PipelinesTable({ pipelines, deleted }: { pipelines: PipelineSummary[]; deleted: boolean }) {
  const canDelete = useCan('pipelines.delete') && !deleted
  const { remove } = usePipelineActions()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const selected = pipelines.filter(({ id }) => chosen.has(id))
  const choose = (id: string, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  return (
    <div onKeyDown={moveFocus} className="flex flex-col gap-2">
      {selected.length > 0 && (
        <div className="flex items-center gap-3">
          <span>{formatCount(selected.length, 'pipeline')} chosen</span>
          <Button
            size="sm"
            icon={Trash2}
            onClick={() => {
              remove.mutate(selected)
              setChosen(new Set())
            }}
          >
            Delete
          </Button>
        </div>
      )}
      <Table aria-label="Pipelines">
        <thead>
          <tr>
            {canDelete && (
              <Th className="w-8 pr-0">
                <Checkbox
                  className="flex"
                  aria-label="Choose all"
                  checked={selected.length > 0 && selected.length === pipelines.length}
                  onCheckedChange={(on) => setChosen(on === true ? new Set(pipelines.map(({ id }) => id)) : new Set())}
                />
              </Th>
            )}
            <Th>Name</Th>
            <Th>Last run</Th>
            <Th numeric className="max-sm:hidden">Steps</Th>
            <Th className="max-sm:hidden">By</Th>
            <Th className="max-sm:hidden">{deleted ? 'Deleted' : 'Changed'}</Th>
            <Th className="w-8">
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {pipelines.map((pipeline) => (
            <Row key={pipeline.id} pipeline={pipeline} chosen={chosen.has(pipeline.id)} onChoose={canDelete ? choose : undefined} />
          ))}
        </tbody>
      </Table>
    </div>
  )
}

function moveFocus(event: React.KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (by === 0 || !(event.target instanceof HTMLElement) || event.target.closest('[role="menu"]')) return
  event.preventDefault()
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-open]')]
  links[Math.max(0, Math.min(links.length - 1, links.indexOf(document.activeElement as HTMLElement) + by))]?.focus()
}

interface RowProps {
  pipeline: PipelineSummary
  chosen: boolean
  onChoose?: (id: string, on: boolean) => void
}

const Row = memo(
  function Row({ pipeline, chosen, onChoose }: RowProps) {
    const { slug } = useWorkspace()
    const router = useRouter()
    const gone = pipeline.deletedAt !== null
    const href = `/w/${slug}/pipelines/${pipeline.id}`
    const { lastRun } = pipeline
    return (
      <Tr
        selected={chosen}
        className={gone ? undefined : 'cursor-pointer'}
        onClick={(event) => {
          // Links, boxes and menus inside the row do their own thing.
          if (!gone && event.target instanceof Element && !event.target.closest('a, button, [role="menuitem"]')) router.push(href)
        }}
      >
        {onChoose && (
          <Td className="pr-0">
            <Checkbox className="flex" aria-label={`Choose ${pipeline.name}`} checked={chosen} onCheckedChange={(on) => onChoose(pipeline.id, on === true)} />
          </Td>
        )}
        <Td title={pipeline.description || undefined} className="max-sm:max-w-40 max-sm:truncate">
          {gone ? pipeline.name : <Link data-open href={href} className="font-medium hover:underline">{pipeline.name}</Link>}
        </Td>
        <Td>
          {lastRun ? (
            <Link href={`/w/${slug}/runs/${lastRun.id}`} className="inline-flex items-center gap-2 hover:underline">
              <Status plain status={lastRun.state} />
              <span className="text-muted max-sm:sr-only">run {lastRun.number}</span>
            </Link>
          ) : (
            <span className="text-faint">never run</span>
          )}
        </Td>
        <Td numeric className="max-sm:hidden">{pipeline.steps}</Td>
        <Td className="max-sm:hidden">{pipeline.createdBy}</Td>
        <Td className="text-muted max-sm:hidden">
          <RelativeTime at={pipeline.deletedAt ?? pipeline.updatedAt} />
        </Td>
        <Td className="px-1">
          <RowMenu pipeline={pipeline} />
        </Td>
      </Tr>
    )
  },
  (a, b) => a.pipeline === b.pipeline && a.chosen === b.chosen && !a.onChoose === !b.onChoose,
)
