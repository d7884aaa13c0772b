import type { ReactFlowInstance } from '@xyflow/react'
import { refOf } from '@/lib/catalog'
import type { Component } from '@/lib/catalog/types'
import { formatCount } from '@/components/ui/format'
import { titleOf } from '@/lib/graph/wiring'
import { addStep } from '../actions/add-step'
import { insertOnEdge, planOnEdge } from '../actions/insert-on-edge'
import { planReplace, replaceStep } from '../actions/replace-step'
import { cardHeight, cardWidth } from '../card-geometry'
import type { DesignerValue, Panel } from './designer-context'
import { dropContext } from './drop-context'
import type { CanvasNode, WireEdge } from './flow-elements'
import { componentsFor } from './open-ends'

export type QuickAddPanel = Extract<Panel, { kind: 'quick-add' }>

/** What a list of components is opened for. */
export interface Choice {
  title: string
  able: (component: Component) => boolean
  /** Said at the right of a component: what it costs. */
  aside?: (component: Component) => string | undefined
  /** Does it; the answer is the step to select. */
  pick: (component: Component) => string | undefined
}

export function choiceOf(open: QuickAddPanel, designer: DesignerValue, flow: ReactFlowInstance<CanvasNode, WireEdge>): Choice {
  if (open.into) return insertion(open.into, designer)
  if (open.replace !== undefined) return replacement(open.replace, designer)
  return addition(open, designer, flow)
}

function addition(open: QuickAddPanel, designer: DesignerValue, flow: ReactFlowInstance<CanvasNode, WireEdge>): Choice {
  const { draft } = designer
  const fitting = open.join && componentsFor(draft.graph.get(), open.join)
  return {
    title: open.join ? 'Add a step that fits' : 'Add a step',
    able: (component) => !fitting || fitting.has(component),
    pick(component) {
      const at = flow.screenToFlowPosition(open.at)
      const up = open.join && 'to' in open.join
      const snap = (value: number) => Math.round(value / 10) * 10
      const position = { x: snap(at.x - cardWidth / 2), y: snap(up ? at.y - cardHeight : at.y) }
      return addStep(draft, { component: refOf(component), position, join: open.join, dropped: dropContext(designer) })
    },
  }
}

function insertion(edge: NonNullable<QuickAddPanel['into']>, { draft }: DesignerValue): Choice {
  const graph = draft.graph.get()
  return {
    title: 'Insert a step that fits',
    able: (component) => planOnEdge(graph, edge, refOf(component))?.output !== undefined,
    pick: (component) => insertOnEdge(draft, edge, refOf(component)),
  }
}

function replacement(id: string, { draft, hint }: DesignerValue): Choice {
  const graph = draft.graph.get()
  const step = graph.nodes.find((node) => node.id === id)
  return {
    title: step ? `Replace ${titleOf(step)} by` : 'Replace by',
    able: (component) => step !== undefined && refOf(component) !== step.component,
    aside(component) {
      const lost = planReplace(graph, id, refOf(component))?.lost.length ?? 0
      return lost > 0 ? `drops ${formatCount(lost, 'wire')}` : undefined
    },
    pick(component) {
      const plan = replaceStep(draft, id, refOf(component))
      if (plan && plan.lost.length > 0) hint.set(`${component.name} has no port for ${formatCount(plan.lost.length, 'connection')}; undo brings all back.`)
      return id
    },
  }
}
