import type { PortType } from '@/lib/catalog/types'

/** The colour of what passes through a port or along an edge, as a CSS value. */
export function portColor(type: string): string {
  return `var(--port-${type in shapes ? type : 'any'})`
}

export type PortShape = 'circle' | 'diamond' | 'square' | 'triangle' | 'pentagon' | 'ring' | 'dashed'

const shapes: Record<PortType, PortShape> = {
  table: 'circle',
  model: 'diamond',
  'image-folder': 'square',
  transformation: 'triangle',
  evaluation: 'pentagon',
  file: 'ring',
  any: 'dashed',
}

/** Types differ by shape too, for those who do not see the colour. */
export function portShape(type: string): PortShape {
  return shapes[type as PortType] ?? 'dashed'
}

/** How an edge is drawn. Lines are solid: dashes are slow to draw in numbers. */
export function edgeStyle(type: string, { active }: { active?: boolean } = {}): React.CSSProperties {
  return { stroke: portColor(type), strokeWidth: active ? 2.5 : 1.5, opacity: active ? 1 : 0.75 }
}

const categories: Record<string, string> = { Data: 'var(--series-1)', Transform: 'var(--series-3)', Learn: 'var(--series-4)', Control: 'var(--series-6)', Script: 'var(--series-5)', Workspace: 'var(--series-2)' }

/** The bar at a card's left, and its mark on the map, as a CSS value. */
export function categoryColor(category: string): string {
  return categories[category] ?? 'var(--control)'
}
