'use client'

import Link from 'next/link'
import { formatCount } from '@/components/ui/format'
import { RelativeTime } from '@/components/ui/relative-time'
import { useStore } from '../../draft/store'
import { useDesigner } from '../designer-context'
import { useAwake } from '../../use-awake'
import { ParametersSection } from '../lazy-parts'
import { DescriptionField } from './description-field'

/** Nothing is selected: the pipeline itself. */
export function PipelineInspector() {
  const { draft, run, workspace } = useDesigner()
  const steps = useStore(draft.graph, (graph) => graph.nodes.length)
  const view = useStore(run, (state) => state.view)
  const awake = useAwake()
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
      {awake ? <ParametersSection /> : <ParameterNames />}
      <p className="text-sm text-muted">Select a step to set it. Press ? for the keys of this page.</p>
    </div>
  )
}

/** The parameters by name, until somebody works here and the section that edits them has been fetched. */
function ParameterNames() {
  const { draft, canEdit } = useDesigner()
  const parameters = useStore(draft.graph, (graph) => graph.parameters) ?? []
  if (!canEdit && parameters.length === 0) return null
  return (
    <section aria-label="Parameters" className="flex flex-col gap-2 border-t border-line pt-3">
      <h3 className="font-medium">Parameters</h3>
      <p className="text-sm text-muted">{parameters.length > 0 ? parameters.map(({ name }) => name).join(', ') : 'A parameter is set once and used by many steps, and each run can be given another value.'}</p>
    </section>
  )
}
