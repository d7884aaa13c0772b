'use client'

import { Brush, CircleDashed, Diamond, Eraser, MousePointer2, Pentagon, RectangleHorizontal, Spline, Stamp, WandSparkles, type LucideIcon } from 'lucide-react'
import type { ShapeKind } from '@/lib/labeling/shapes'
import { useStore } from '@/components/pipelines/draft/store'
import { cn } from '@/components/ui/cn'
import { Tooltip } from '@/components/ui/tooltip'
import { useKeyLabels } from '@/components/shell/keys'
import { keysOf } from '../keys/key-map'
import { useLabeling } from '../page/session-context'
import type { ToolName } from '../tools/tool'

interface Entry {
  name: ToolName
  label: string
  icon: LucideIcon
  /** What the project must allow. */
  kind?: ShapeKind
}

const entries: Entry[] = [
  { name: 'select', label: 'Select and move', icon: MousePointer2 },
  { name: 'box', label: 'Box', icon: RectangleHorizontal, kind: 'box' },
  { name: 'rotated-box', label: 'Rotated box', icon: Diamond, kind: 'box' },
  { name: 'template', label: 'Box as large as the last', icon: Stamp, kind: 'box' },
  { name: 'polygon', label: 'Polygon', icon: Pentagon, kind: 'polygon' },
  { name: 'hole', label: 'Hole in the selected polygon', icon: CircleDashed, kind: 'polygon' },
  { name: 'brush', label: 'Brush', icon: Brush, kind: 'mask' },
  { name: 'eraser', label: 'Eraser', icon: Eraser, kind: 'mask' },
  { name: 'wand', label: 'Fill by colour', icon: WandSparkles, kind: 'mask' },
  { name: 'keypoints', label: 'Keypoints', icon: Spline, kind: 'keypoints' },
]

export function toolsFor(kinds: readonly ShapeKind[]): ToolName[] {
  return entries.filter(({ kind }) => !kind || kinds.includes(kind)).map(({ name }) => name)
}

/** The tools that the project allows, each with its key. */
export function ToolBar() {
  const { project, settings } = useLabeling()
  const chosen = useStore(settings.tool)
  const own = useStore(settings.keys)
  const labels = useKeyLabels()
  const size = useStore(settings.brush)
  return (
    <div role="toolbar" aria-label="Tools" aria-orientation="vertical" className="flex w-11 shrink-0 flex-col items-center gap-0.5 border-r border-line bg-surface py-2 max-md:h-11 max-md:w-full max-md:flex-row max-md:justify-center-safe max-md:overflow-x-auto max-md:border-t max-md:border-r-0 max-md:px-1 max-md:py-0">
      {entries.filter(({ kind }) => !kind || project.kinds.includes(kind)).map(({ name, label, icon: Icon }) => {
        const key = keysOf(`tool.${name}`, own)[0]
        return (
          <Tooltip key={name} content={label} keys={key && labels(key).join(' ')} side="right">
            <button
              type="button"
              aria-label={label}
              aria-pressed={chosen === name}
              onClick={() => settings.tool.set(name)}
              className={cn('flex size-8 shrink-0 pointer-coarse:size-10 max-md:pointer-coarse:size-9 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-fg', chosen === name && 'bg-selected text-link hover:bg-selected hover:text-link')}
            >
              <Icon aria-hidden className="size-4" strokeWidth={1.75} />
            </button>
          </Tooltip>
        )
      })}
      {(chosen === 'brush' || chosen === 'eraser') && (
        <span className="mt-1 text-center text-xs text-muted" title="Diameter of the brush in pixels; [ and ] change it">
          {size} px
        </span>
      )}
    </div>
  )
}
