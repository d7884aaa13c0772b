'use client'

import { useCallback, useEffect, useMemo, useState } from 'react'
import type { LabelView } from '@/lib/labeling/schema'
import { useStore } from '@/components/pipelines/draft/store'
import { useLabelKeys } from './keys/use-label-keys'
import { CanvasView } from './page/canvas-view'
import { shapeCommands } from './page/commands'
import type { WorkDesk } from './page/desk'
import { canvasActions } from './page/canvas-actions'
import type { OpenTask } from './page/open-task'
import { useLabeling } from './page/session-context'
import { AttributesPanel } from './panels/attributes-panel'
import { BrokenImage } from './panels/broken-image'
import { ShapeHistory } from './panels/shape-history'
import { LabelPanel } from './panels/label-panel'
import { ShapeList } from './panels/shape-list'
import { ToolBar, toolsFor } from './panels/tool-bar'
import { ShapeProposals } from '../assist/shape-proposals'
import { useTags } from './classify/tag-picture'

interface DrawViewProps {
  task: OpenTask
  run: (action: string) => boolean | void
  finder: React.RefObject<HTMLInputElement | null>
  /** The canvas's own actions, for the buttons elsewhere on the page. */
  onActions: (run: ((action: string) => boolean) | null) => void
}

/** The canvas between its tools and its lists. */
export function DrawView({ task, run, finder, onActions }: DrawViewProps) {
  const session = useLabeling()
  const { settings, project } = session
  const [desk, setDesk] = useState<WorkDesk | null>(null)
  const commands = useMemo(() => desk && shapeCommands(desk), [desk])
  const actions = useMemo(() => desk && commands && canvasActions(desk, commands, session, toolsFor(project.kinds)), [desk, commands, session, project])
  useEffect(() => {
    onActions(actions)
    return () => onActions(null)
  }, [actions, onActions])
  useEffect(() => {
    if (!desk) return
    const leave = () => {
      desk.finish()
      void task.queue.flush({ keepalive: true })
    }
    const hidden = () => document.visibilityState === 'hidden' && leave()
    window.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', hidden)
    return () => {
      window.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', hidden)
    }
  }, [desk, task])

  useEffect(() => desk?.proposals.show(task), [desk, task])

  const pick = useCallback(
    (label: LabelView) => {
      settings.label.set(label)
      // With a drawing tool in hand the label is for what comes next, not for what was just drawn.
      if (settings.tool.get() === 'select') commands?.relabel(label.id)
      else desk?.select([])
    },
    [settings, commands, desk],
  )
  useLabelKeys({
    own: () => settings.keys.get(),
    labels: session.labels,
    pickLabel: pick,
    run: (action) => actions?.(action) || run(action),
    space: (held) => desk?.hold(held),
    tool: (name) => desk?.tool.key?.(name) ?? false,
    arrow(dx, dy, held) {
      if (!desk || !commands) return false
      const by = held.shift ? 10 : 1
      if (settings.tool.get() !== 'select') desk.pointer.move(dx, dy, held)
      else if (held.alt) commands.grow(dx * by, dy * by)
      else commands.nudge(dx * by, dy * by)
      return true
    },
  })
  const chosen = useStore(settings.label)
  const marked = useMemo(() => new Set(chosen ? [chosen.id] : []), [chosen])
  if (!task.view.image.url) return <BrokenImage task={task} run={run} />
  return (
    <div className="flex min-h-0 flex-1 max-md:flex-col-reverse">
      <ToolBar />
      <div className="flex min-h-0 min-w-0 flex-1 max-md:flex-col">
        {desk && <ShapeHistory desk={desk} task={task} />}
        <CanvasView task={task} onDesk={setDesk} run={actions} />
        <aside aria-label="Labels and shapes" className="flex w-70 shrink-0 flex-col border-l border-line bg-surface max-md:h-[34dvh] max-md:w-full max-md:overflow-y-auto max-md:border-t max-md:border-l-0 max-md:[&>section]:shrink-0">
          <LabelPanel title="Labels" chosen={marked} onPick={pick} inputRef={finder} />
          {project.kinds.includes('tag') && <ImageTags task={task} />}
          {desk && <ShapeProposals layer={desk.proposals} />}
          {desk && <ShapeList key={task.id} desk={desk} />}
          {desk && <AttributesPanel key={`attributes ${task.id}`} desk={desk} />}
        </aside>
      </div>
    </div>
  )
}

/** Labels of the whole image, where shapes are drawn as well. */
function ImageTags({ task }: { task: OpenTask }) {
  const session = useLabeling()
  const tags = useTags(task)
  return (
    <section aria-label="Of the whole image" className="border-t border-line px-3 py-3">
      <h2 className="mb-1 text-sm font-medium text-muted">Of the whole image</h2>
      <div className="flex flex-wrap gap-1">
        {session.labels.map(({ id, name, colour }) => (
          <button key={id} type="button" aria-pressed={tags.has(id)} onClick={() => session.tag([task], id)} title={name} className="flex h-6 max-w-full items-center gap-1.5 rounded-md border border-line-strong px-2 text-sm hover:bg-hover aria-pressed:border-accent aria-pressed:bg-selected">
            <span aria-hidden className="size-2.5 shrink-0 rounded-xs" style={{ background: colour }} /> <span className="truncate">{name}</span>
          </button>
        ))}
      </div>
    </section>
  )
}

