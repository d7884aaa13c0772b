'use client'

import { useRef, useState } from 'react'
import { ChartCard } from './chart-card'
import { pressable, type Hovered } from './draw/layers'
import { HoverCard } from './hover-card'
import { treeNode, type TreeSpec } from './prepare/tree'
import { useWidth } from './use-width'

const PAD = 12

export interface TreeChartProps {
  spec: TreeSpec
  controls?: React.ReactNode
  onOpen: (index: number) => void
}

/** A decision tree that can be dragged about and opened node by node. */
export function TreeChart({ spec, controls, onOpen }: TreeChartProps) {
  return (
    <ChartCard spec={spec} controls={controls} interactive>
      <Nodes spec={spec} onOpen={onOpen} />
    </ChartCard>
  )
}

function Nodes({ spec, onOpen }: Omit<TreeChartProps, 'controls'>) {
  const { ref, width } = useWidth<HTMLDivElement>()
  const [hovered, setHovered] = useState<Hovered | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const show = (node: TreeSpec['nodes'][number]) => {
    const box = scroller.current
    setHovered({ px: PAD + node.x + treeNode.width / 2 - (box?.scrollLeft ?? 0), py: PAD + node.y + treeNode.height - (box?.scrollTop ?? 0), facts: node.facts })
  }
  return (
    <div ref={ref} className="relative min-w-0">
      <div ref={scroller} tabIndex={0} role="group" aria-label="Tree, can be dragged and scrolled" className="max-h-[520px] cursor-grab overflow-auto rounded-sm bg-sunken active:cursor-grabbing" onPointerDown={(event) => drag(event, scroller.current)} onScroll={() => setHovered(null)}>
        <svg width={Math.max(width, spec.width + 2 * PAD)} height={spec.height + 2 * PAD} className="block tabular">
          <g transform={`translate(${Math.max(PAD, (width - spec.width) / 2)} ${PAD})`}>
            {spec.edges.map((edge, index) => {
              const [x1, y1] = [edge.from.x + treeNode.width / 2, edge.from.y + treeNode.height]
              const [x2, y2] = [edge.to.x + treeNode.width / 2, edge.to.y]
              return (
                <g key={index}>
                  <path d={`M${x1} ${y1}C${x1} ${y1 + 20} ${x2} ${y2 - 22} ${x2} ${y2}`} stroke="var(--control)" strokeWidth={1 + 5 * edge.weight} fill="none" />
                  <text x={(x1 + x2) / 2 + (x2 < x1 ? -6 : 6)} y={(y1 + y2) / 2} textAnchor={x2 < x1 ? 'end' : 'start'} fontSize={10} fill="var(--muted)">
                    {edge.word}
                  </text>
                </g>
              )
            })}
            {spec.nodes.map((node) => (
              <Card key={node.index} node={node} onOpen={onOpen} onShow={() => show(node)} onHide={() => setHovered(null)} />
            ))}
          </g>
        </svg>
      </div>
      <HoverCard hovered={hovered} width={width} />
    </div>
  )
}

interface CardProps {
  node: TreeSpec['nodes'][number]
  onOpen: (index: number) => void
  onShow: () => void
  onHide: () => void
}

function Card({ node, onOpen, onShow, onHide }: CardProps) {
  const { width, height } = treeNode
  const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)
  return (
    <g transform={`translate(${node.x} ${node.y})`} onPointerEnter={onShow} onPointerLeave={onHide}>
      <rect width={width} height={height} rx={6} fill="var(--surface)" stroke="var(--line-strong)" />
      <text x={10} y={19} fontSize={12} fontWeight={600} fill="var(--fg)">
        {cut(node.rule ?? node.value, 25)}
      </text>
      <text x={10} y={36} fontSize={11} fill="var(--muted)">
        {cut(node.rule ? node.value : 'leaf', 26)}
      </text>
      <text x={10} y={51} fontSize={11} fill="var(--muted)">
        {node.rows}
      </text>
      <rect x={0} y={height - 6} width={width} height={6} rx={3} fill="var(--sunken)" />
      <rect x={0} y={height - 6} width={(node.share ?? 1) * width} height={6} rx={3} fill={node.colour} fillOpacity={0.8} />
      {node.below > 0 && (
        <g transform={`translate(${width / 2} ${height})`} className="group outline-none" {...(node.canOpen ? pressable(`Open ${node.below} nodes below ${node.rule ?? node.value}`, () => onOpen(node.index)) : {})}>
          <rect x={-26} y={-2} width={52} height={18} rx={9} fill="var(--raised)" stroke="var(--line-strong)" className="group-hover:stroke-fg group-focus-visible:stroke-ring group-focus-visible:stroke-2" />
          <text y={11} textAnchor="middle" fontSize={10.5} fill={node.canOpen ? 'var(--link)' : 'var(--muted)'}>
            +{node.below}
          </text>
        </g>
      )}
    </g>
  )
}

/** Moves the view with the pointer; a press on a button stays one. */
function drag(event: React.PointerEvent, box: HTMLDivElement | null): void {
  if (!box || event.pointerType === 'touch' || event.button !== 0 || (event.target as Element).closest('[data-press]')) return
  const start = { x: event.clientX + box.scrollLeft, y: event.clientY + box.scrollTop }
  const move = (next: PointerEvent) => {
    box.scrollLeft = start.x - next.clientX
    box.scrollTop = start.y - next.clientY
  }
  const stop = () => {
    window.removeEventListener('pointermove', move)
    window.removeEventListener('pointerup', stop)
  }
  window.addEventListener('pointermove', move)
  window.addEventListener('pointerup', stop)
  event.preventDefault()
}
