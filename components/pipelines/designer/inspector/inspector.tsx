'use client'

import { useStore } from '../../draft/store'
import { useDesigner } from '../designer-context'
import { EdgeInspector, GroupInspector, ManyInspector, NoteInspector, StepInspector } from '../lazy-parts'
import { PipelineInspector } from './pipeline-inspector'

/** The right column: what is selected, else the pipeline as a whole. */
export function Inspector() {
  const { selection } = useDesigner()
  const chosen = useStore(selection)
  const { nodes, edges, notes, groups } = chosen
  const [only] = nodes
  const count = nodes.length + notes.length + groups.length
  return (
    <aside id="inspector" aria-label="Inspector" className="w-[340px] shrink-0 overflow-y-auto border-l border-line bg-surface max-lg:w-[300px] max-md:hidden">
      {count > 1 ? (
        <ManyInspector chosen={chosen} />
      ) : nodes.length === 1 ? (
        // Keyed: what was being typed for one step never lands in another.
        <StepInspector key={only} id={only!} />
      ) : notes.length === 1 ? (
        <NoteInspector key={notes[0]} id={notes[0]!} />
      ) : groups.length === 1 ? (
        <GroupInspector key={groups[0]} id={groups[0]!} />
      ) : edges.length === 1 ? (
        <EdgeInspector id={edges[0]!} />
      ) : (
        <PipelineInspector />
      )}
    </aside>
  )
}
