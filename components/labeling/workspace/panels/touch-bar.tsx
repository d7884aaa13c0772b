'use client'

import { Check, Minus, Plus, Undo2, X } from 'lucide-react'
import { useStore } from '@/components/pipelines/draft/store'
import { Button } from '@/components/ui/button'
import type { WorkDesk } from '../page/desk'
import { useLabeling } from '../page/session-context'
import type { ToolName } from '../tools/tool'

/** What Shift means to a tool, in words. */
const withShift: Partial<Record<ToolName, string>> = { select: 'Select several', keypoints: 'Covered', wand: 'Add to the mask' }

/** What keys do while one draws, for hands that have none. */
export function TouchBar({ desk, run }: { desk: WorkDesk; run: (action: string) => boolean }) {
  const { settings } = useLabeling()
  const coarse = useStore(desk.stage.coarse)
  const drawing = useStore(desk.drawing)
  const shift = useStore(desk.shift)
  const tool = useStore(settings.tool)
  const size = useStore(settings.brush)
  const selected = useStore(desk.selected, ({ size: count }) => count > 0)
  const word = tool === 'select' && !selected && !shift ? undefined : withShift[tool]
  const paints = tool === 'brush' || tool === 'eraser'
  if (!coarse || !(drawing || word || paints)) return null
  const button = 'h-10 min-w-10'
  return (
    <div role="toolbar" aria-label="While drawing" className="absolute inset-x-0 top-3 mx-auto flex w-fit max-w-full flex-wrap justify-center gap-1 rounded-md bg-raised p-1 shadow-pop">
      {word && (
        <Button className={button} variant={shift ? 'primary' : 'secondary'} aria-pressed={shift} onClick={() => desk.shift.set(!shift)}>
          {word}
        </Button>
      )}
      {drawing && tool === 'keypoints' && (
        <Button className={button} onClick={() => desk.tool.key?.('n')}>
          Leave out
        </Button>
      )}
      {drawing && (
        <>
          <Button className={button} icon={Undo2} aria-label="Take back the last point" onClick={() => run('undo')} />
          <Button className={button} icon={X} aria-label="Give up what is half drawn" onClick={() => run('cancel')} />
          <Button className={button} variant="primary" icon={Check} onClick={() => desk.tool.finish?.()}>
            Finish
          </Button>
        </>
      )}
      {paints && (
        <>
          <Button className={button} icon={Minus} aria-label="Smaller brush" onClick={() => run('brush.smaller')} />
          <span className="flex items-center px-1 text-sm text-muted tabular-nums">{size} px</span>
          <Button className={button} icon={Plus} aria-label="Larger brush" onClick={() => run('brush.larger')} />
        </>
      )}
    </div>
  )
}
