'use client'

import Link from 'next/link'
import { Boxes } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { useStore } from '../pipelines/draft/store'
import { useDesigner } from '../pipelines/designer/designer-context'

/** Says that this pipeline is the inside of a component, and publishes its next version. */
export function InsideBar() {
  const { inside, panel, workspace, canEdit } = useDesigner()
  const own = useStore(inside)
  if (!own) return null
  return (
    <div role="note" className="absolute top-3 left-1/2 z-10 flex max-w-[calc(100%-24px)] -translate-x-1/2 items-center gap-3 rounded-md border border-line bg-raised px-3 py-1.5 shadow-pop">
      <Boxes aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 truncate">
        The inside of{' '}
        <Link className="link" href={`/w/${workspace}/components/${own.id}`}>
          {own.declaration.name}
        </Link>
        <span className="text-muted max-sm:hidden">, made from version {own.latest}</span>
      </span>
      {canEdit && (
        <Button size="sm" variant="primary" onClick={() => panel.set({ kind: 'make-component', nodes: [] })}>
          Publish version {own.latest + 1}
        </Button>
      )}
    </div>
  )
}
