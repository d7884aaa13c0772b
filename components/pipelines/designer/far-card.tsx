'use client'

import { memo } from 'react'
import { findComponent } from '@/lib/catalog'
import type { GraphNode } from '@/lib/graph/schema'
import { cn } from '@/components/ui/cn'
import { useStore } from '../draft/store'
import { portPlaces, portSize } from '../card-geometry'
import { categoryColor } from '../edge-style'
import { noProblems, useDesigner } from './designer-context'

/** Below this zoom text is under 4 px high: cards become plain blocks, which a thousand of are quick to draw. */
export const farZoom = 0.3

/** A step seen from far away: its category's colour, red where it has an error. */
export const FarCard = memo(function FarCard({ step, selected }: { step: GraphNode; selected?: boolean }) {
  const { checked } = useDesigner()
  const wrong = useStore(checked, ({ byNode }) => (byNode.get(step.id) ?? noProblems).some((problem) => problem.severity === 'error'))
  const off = useStore(checked, ({ analysis }) => analysis.inactive.has(step.id))
  const color = off ? 'var(--line)' : wrong ? 'var(--failed)' : categoryColor(findComponent(step.component)?.category ?? '')
  return (
    <>
      <div style={{ background: `color-mix(in srgb, ${color} 45%, var(--surface))` }} className={cn('size-full rounded-md', selected && 'ring-8 ring-ring')} />
      <FarPorts component={step.component} />
    </>
  )
})

/** Ports that are not drawn but have their places: React Flow looks for them once, and without them draws no wires. */
const FarPorts = memo(function FarPorts({ component }: { component: string }) {
  const { inputs = [], outputs = [] } = findComponent(component) ?? {}
  const side = (ports: readonly { name: string }[], type: 'target' | 'source') =>
    portPlaces(ports.length).map(({ x }, index) => (
      <i key={`${type} ${ports[index]!.name}`} data-handleid={ports[index]!.name} data-handlepos={type === 'target' ? 'top' : 'bottom'} style={{ left: x - portSize / 2 }} className={cn(type, 'far-port')} />
    ))
  return [...side(inputs, 'target'), ...side(outputs, 'source')]
})
