'use client'

import { useStore } from '../../draft/store'
import { useDesigner } from '../designer-context'
import { EdgeInspector, ManyInspector, StepInspector } from '../lazy-parts'
import { PipelineInspector } from './pipeline-inspector'

/** The right column: what is selected, else the pipeline as a whole. */
export function Inspector() {
  const { selection } = useDesigner()
  const { nodes, edges } = useStore(selection)
  const [only] = nodes
  return (
    <aside id="inspector" aria-label="Inspector" className="w-[340px] shrink-0 overflow-y-auto border-l border-line bg-surface max-lg:w-[300px] max-md:hidden">
      {nodes.length === 1 ? (
        // Keyed: what was being typed for one step never lands in another.
        <StepInspector key={only} id={only!} />
      ) : nodes.length > 1 ? (
        <ManyInspector ids={nodes} />
      ) : edges.length === 1 ? (
        <EdgeInspector id={edges[0]!} />
      ) : (
        <PipelineInspector />
      )}
    </aside>
  )
}
