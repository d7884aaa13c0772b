'use client'

import { AlignCenterHorizontal, AlignCenterVertical, AlignEndHorizontal, AlignEndVertical, AlignHorizontalDistributeCenter, AlignStartHorizontal, AlignStartVertical, AlignVerticalDistributeCenter, type LucideIcon } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Tooltip } from '@/components/ui/tooltip'
import { moveSteps, type Positions } from '../../actions/move-steps'
import { align, distribute, type Box } from '../../align'
import { cardSize } from '../../card-geometry'
import { useDesigner } from '../designer-context'

const ways: { label: string; icon: LucideIcon; few?: number; move: (boxes: Box[]) => Positions }[] = [
  { label: 'Align left', icon: AlignStartVertical, move: (boxes) => align(boxes, 'left') },
  { label: 'Align centers', icon: AlignCenterVertical, move: (boxes) => align(boxes, 'center') },
  { label: 'Align right', icon: AlignEndVertical, move: (boxes) => align(boxes, 'right') },
  { label: 'Align top', icon: AlignStartHorizontal, move: (boxes) => align(boxes, 'top') },
  { label: 'Align middles', icon: AlignCenterHorizontal, move: (boxes) => align(boxes, 'middle') },
  { label: 'Align bottom', icon: AlignEndHorizontal, move: (boxes) => align(boxes, 'bottom') },
  { label: 'Equal gaps across', icon: AlignHorizontalDistributeCenter, few: 3, move: (boxes) => distribute(boxes, 'across') },
  { label: 'Equal gaps down', icon: AlignVerticalDistributeCenter, few: 3, move: (boxes) => distribute(boxes, 'down') },
]

/** Brings several steps into line, or apart by equal gaps; each is one undo. */
export function ArrangeButtons({ ids }: { ids: readonly string[] }) {
  const { draft, run } = useDesigner()
  const boxes = (): Box[] =>
    draft.graph
      .get()
      .nodes.filter((node) => ids.includes(node.id))
      .map((node) => ({ id: node.id, ...node.position, ...cardSize({ strip: run.get().byNode.has(node.id), collapsed: node.collapsed }) }))
  return (
    <div role="group" aria-label="Align and distribute" className="flex flex-wrap gap-1">
      {ways.map(({ label, icon, few = 2, move }) => (
        <Tooltip key={label} content={label}>
          <Button variant="ghost" size="sm" icon={icon} aria-label={label} disabled={ids.length < few} onClick={() => moveSteps(draft, move(boxes()), { label: label.toLowerCase() })} />
        </Tooltip>
      ))}
    </div>
  )
}
