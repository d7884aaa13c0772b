'use client'

import { useEffect } from 'react'
import { ChevronRight, CircleAlert } from 'lucide-react'
import { Handle, Position, useUpdateNodeInternals } from '@xyflow/react'
import { StatusIcon } from '@/components/ui/status'
import { cn } from '@/components/ui/cn'
import { formatCount } from '@/components/ui/format'
import { cardSize, portPlaces, portSize } from '../../card-geometry'
import { useStore } from '../../draft/store'
import type { OuterPort } from '../../groups'
import { PortGlyph } from '../../port-glyph'
import { useDesigner } from '../designer-context'
import type { FoldedNode } from '../flow-elements'
import { foldedState } from './folded-state'
import { fold } from './fold'
import { GroupTitle } from './group-title'
import { markLooks } from './mark-colors'

/** A collapsed group: what is in it, how its steps did in the latest run, and its wires to outside. */
export function FoldedCard({ data: { group, inputs, outputs, steps }, selected }: { data: FoldedNode['data']; selected?: boolean }) {
  const designer = useDesigner()
  const { run, checked } = designer
  const state = useStore(run, ({ byNode }) => foldedState(steps.flatMap((id) => byNode.get(id) ?? [])))
  const wrong = useStore(checked, ({ byNode }) => steps.filter((id) => byNode.get(id)?.some((problem) => problem.severity === 'error')).length)
  const look = markLooks[group.color]
  // A frame that becomes a card is measured before its ports are there.
  const measure = useUpdateNodeInternals()
  const ports = [...inputs, ...outputs].map((port) => port.name).join()
  useEffect(() => measure(group.id), [measure, group.id, ports])
  return (
    <div style={{ ...cardSize({ strip: false }), background: look.soft, borderColor: look.strong }} className={cn('relative flex flex-col justify-center gap-0.5 rounded-md border px-2', selected && 'ring-2 ring-ring/60')}>
      <span aria-hidden style={{ borderColor: look.strong }} className="absolute inset-x-1.5 top-full h-1 rounded-b-md border border-t-0 opacity-60" />
      <div className="flex min-w-0 items-center gap-1">
        <button type="button" aria-label="Expand the group" aria-expanded={false} className="nodrag nopan rounded-sm p-0.5 hover:bg-hover" onClick={() => fold(designer, group, false)}>
          <ChevronRight aria-hidden className="size-4" />
        </button>
        <GroupTitle group={group} />
        {wrong > 0 && (
          <span title={`${formatCount(wrong, 'step')} with an error`} className="flex items-center gap-0.5 text-xs text-failed">
            <CircleAlert aria-hidden className="size-3" />
            {wrong}
          </span>
        )}
        {state && <StatusIcon status={state} />}
      </div>
      <p className="truncate pl-6 text-sm text-muted">{formatCount(steps.length, 'step')}</p>
      <OuterPorts ports={inputs} side="input" />
      <OuterPorts ports={outputs} side="output" />
    </div>
  )
}

function OuterPorts({ ports, side }: { ports: readonly OuterPort[]; side: 'input' | 'output' }) {
  const { canEdit, shown } = useDesigner()
  const places = portPlaces(ports.length)
  return ports.map((port, index) => (
    <Handle
      key={port.name}
      id={port.name}
      type={side === 'input' ? 'target' : 'source'}
      position={side === 'input' ? Position.Top : Position.Bottom}
      isConnectable={canEdit}
      style={{ left: places[index]!.x, width: portSize, height: portSize }}
      className="group/port step-port"
      onClick={side === 'output' ? () => shown.set({ node: port.name.split('/')[0]!, port: port.name.slice(port.name.indexOf('/') + 1) }) : undefined}
    >
      <PortGlyph type={port.type} />
      <span className={cn('step-port-label', side === 'input' ? 'bottom-full mb-2' : 'top-full mt-2')}>{port.label}</span>
    </Handle>
  ))
}
