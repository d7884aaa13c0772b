'use client'

import { formatCount } from '@/components/ui/format'
import { RelativeTime } from '@/components/ui/relative-time'
import { useStore } from '../../draft/store'
import { useDesigner } from '../designer-context'
import { ParametersSection } from '../lazy-parts'
import { DescriptionField } from './description-field'
import Link from 'next/link'

/** Nothing is selected: the pipeline itself. */
export function PipelineInspector() {
  const { draft, run, workspace } = useDesigner()
  const steps = useStore(draft.graph, (graph) => graph.nodes.length)
  const view = useStore(run, (state) => state.view)
  return (
    <div className="flex flex-col gap-4 p-4">
      <h2 className="text-lg font-semibold">Pipeline</h2>
      <DescriptionField />
      <dl className="grid grid-cols-[88px_1fr] gap-y-1">
        <dt className="text-muted">Steps</dt>
        <dd>{formatCount(steps, 'step')}</dd>
        {view && (
          <>
            <dt className="text-muted">Latest run</dt>
            <dd>
              <Link className="link" href={`/w/${workspace}/runs/${view.id}`}>
                Run {view.number}
              </Link>
              , <RelativeTime at={view.createdAt} />
            </dd>
          </>
        )}
      </dl>
      <ParametersSection />
      <p className="text-sm text-muted">Select a step to set it. Press ? for the keys of this page.</p>
    </div>
  )
}
