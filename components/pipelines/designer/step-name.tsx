'use client'

import { useEffect, useRef } from 'react'
import type { GraphNode } from '@/lib/graph/schema'
import { renameStep } from '../actions/edit-step'
import { useDesigner } from './designer-context'

/** A step's name on its card, which becomes a field on double-click or F2. */
export function StepName({ step, title, editing }: { step: GraphNode; title: string; editing: boolean }) {
  const { panel, canEdit } = useDesigner()
  if (editing) return <NameInput step={step} title={title} />
  return (
    <span title={step.note || undefined} onDoubleClick={canEdit ? () => panel.set({ kind: 'rename', node: step.id }) : undefined}>
      {step.name || title}
    </span>
  )
}

function NameInput({ step, title }: { step: GraphNode; title: string }) {
  const { panel, draft } = useDesigner()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [])
  const close = (save: boolean) => {
    if (save) renameStep(draft, step.id, input.current?.value === title ? '' : (input.current?.value ?? ''))
    panel.set(null)
  }
  return (
    <input
      ref={input}
      defaultValue={step.name || title}
      placeholder={title}
      aria-label="Name of the step"
      maxLength={200}
      className="nodrag nopan -mx-1 h-5 w-full rounded-sm bg-surface px-1 outline-2 outline-ring"
      onBlur={() => panel.get()?.kind === 'rename' && close(true)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') close(true)
        if (event.key === 'Escape') close(false)
        if (event.key === 'Enter' || event.key === 'Escape') (document.querySelector(`.react-flow__node[data-id="${step.id}"]`) as HTMLElement | null)?.focus()
      }}
    />
  )
}
