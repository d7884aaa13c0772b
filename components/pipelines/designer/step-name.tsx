'use client'

import type { GraphNode } from '@/lib/graph/schema'
import { renameStep } from '../actions/edit-step'
import { useDesigner } from './designer-context'
import { InlineName } from './inline-name'

/** A step's name on its card, which becomes a field on double-click or F2. */
export function StepName({ step, title, editing }: { step: GraphNode; title: string; editing: boolean }) {
  const { panel, canEdit, draft } = useDesigner()
  if (editing) return <InlineName node={step.id} value={step.name || title} placeholder={title} label="Name of the step" className="h-5 w-full" onSave={(name) => renameStep(draft, step.id, name === title ? '' : name)} />
  return (
    <span title={step.note || undefined} onDoubleClick={canEdit ? () => panel.set({ kind: 'rename', node: step.id }) : undefined}>
      {step.name || title}
    </span>
  )
}
