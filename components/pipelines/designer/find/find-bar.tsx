'use client'

import '@/lib/catalog/everything'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useReactFlow } from '@xyflow/react'
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { useStore } from '../../draft/store'
import { useDesigner } from '../designer-context'
import type { CanvasNode, WireEdge } from '../flow-elements'
import { selectSteps } from '../hooks/use-flow-sync'
import { findSteps } from './find-steps'

/** Search on the canvas: goes from step to step and stays open; Escape leaves the keyboard with the step that was found. */
export function FindBar() {
  const { draft, checked, panel, hint } = useDesigner()
  const flow = useReactFlow<CanvasNode, WireEdge>()
  const input = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  const [at, setAt] = useState<string>()
  const graph = useStore(draft.graph)
  const analysis = useStore(checked, (value) => value.analysis)
  const found = useMemo(() => findSteps(graph, analysis, query), [graph, analysis, query])
  const index = found.findIndex((step) => step.id === at)
  const current = found[index]
  useEffect(() => {
    // What was said before would stand behind this.
    hint.set(null)
    input.current?.focus()
  }, [hint])

  const show = (id: string | undefined) => {
    setAt(id)
    if (id) selectSteps(flow, [id], { show: true })
  }
  const go = (by: 1 | -1) => found.length > 0 && show(found[(Math.max(index, by > 0 ? -1 : 0) + by + found.length) % found.length]!.id)
  const close = () => {
    panel.set(null)
    if (current) selectSteps(flow, [current.id], { focus: true })
  }
  return (
    <div role="search" aria-label="Steps" className="absolute top-2 right-2 z-10 flex w-80 max-w-[calc(100%-16px)] flex-col gap-1 rounded-md bg-raised p-2 shadow-pop">
      <div className="flex items-center gap-1">
        <Input
          ref={input}
          id="find-step"
          aria-label="Find a step"
          placeholder="Name, component, column or value"
          className="h-7"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            show(findSteps(graph, analysis, event.target.value)[0]?.id)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') go(event.shiftKey ? -1 : 1)
            else if (event.key === 'Escape') close()
            else return
            event.preventDefault()
            event.stopPropagation()
          }}
        />
        <Button variant="ghost" size="sm" icon={ChevronUp} aria-label="Previous" title="Shift+Enter" disabled={found.length === 0} onClick={() => go(-1)} />
        <Button variant="ghost" size="sm" icon={ChevronDown} aria-label="Next" title="Enter" disabled={found.length === 0} onClick={() => go(1)} />
        <Button variant="ghost" size="sm" icon={X} aria-label="Close" title="Esc" onClick={close} />
      </div>
      <p role="status" className="truncate px-1 text-sm text-muted">
        {query.trim() === '' ? 'Enter goes to the next.' : found.length === 0 ? 'No step has this.' : `${index + 1} of ${found.length}${current ? `: ${current.title}${current.where ? ` (${current.where})` : ''}` : ''}`}
      </p>
    </div>
  )
}
