'use client'

import Link from 'next/link'
import { Panel } from '@xyflow/react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Workflow } from 'lucide-react'
import { useStore } from '../draft/store'
import { useDesigner } from './designer-context'

/** What stands on a canvas without steps. */
export function EmptyCanvas() {
  const { draft, canEdit, workspace } = useDesigner()
  const empty = useStore(draft.graph, (graph) => graph.nodes.length === 0)
  if (!empty) return null
  return (
    <Panel position="top-center" className="!pointer-events-none !top-1/4">
      <EmptyState
        icon={Workflow}
        title={canEdit ? 'Add the first step from the list of components.' : 'This pipeline has no steps yet.'}
        className="bg-surface [&_a]:pointer-events-auto [&_button]:pointer-events-auto"
        action={
          <>
            {canEdit && (
              <Button variant="primary" className="max-md:hidden" onClick={() => document.getElementById('palette-search')?.focus()}>
                Find a component
              </Button>
            )}
            <Link className="link" href={`/w/${workspace}/pipelines?new=sample`}>
              Start from a sample
            </Link>
          </>
        }
      >
        {canEdit && <span className="max-md:hidden">Data usually comes first. Each further step is connected to the one selected.</span>}
      </EmptyState>
    </Panel>
  )
}
