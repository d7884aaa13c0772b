import type { Annotation } from '@/lib/labeling/shapes'
import { type ToolName } from '../tools/tool'
import type { ShapeCommands } from './commands'
import type { WorkDesk } from './desk'
import type { LabelingSession } from './session'

/** Copied shapes outlive the image, so that they can be put into the next. */
let clipboard: readonly Annotation[] = []

const brushFactor = 1.25
const zoomFactor = 1.25

/** What the keys and buttons do on the canvas. The answer is false for an action that is not the canvas's. */
export function canvasActions(desk: WorkDesk, commands: ShapeCommands, session: LabelingSession, tools: readonly ToolName[]): (action: string) => boolean {
  const { settings } = session
  const toggle = (name: 'crosshair' | 'names') => settings.adjustments.set({ ...settings.adjustments.get(), [name]: !settings.adjustments.get()[name] })
  const brush = (factor: number) => {
    const now = settings.brush.get()
    settings.brush.set(Math.min(2000, Math.max(1, Math.round(factor > 1 ? Math.max(now + 1, now * factor) : Math.min(now - 1, now * factor)))))
    desk.redraw()
  }
  const all: Record<string, () => void> = {
    undo: () => desk.undo(),
    redo: () => desk.redo(),
    history: () => desk.askHistory(),
    press: () => {
      if (!desk.pointer.enter()) desk.tool.finish?.()
    },
    cancel: () => {
      if (desk.tool.cancel?.()) return
      if (desk.selected.get().size > 0) return desk.select([])
      settings.tool.set('select')
    },
    delete: () => {
      if (!desk.tool.back?.()) commands.remove()
    },
    duplicate: commands.duplicate,
    copy: () => void (clipboard = commands.selected().length > 0 ? commands.selected() : clipboard),
    paste: () => commands.insert(clipboard, clipboard.some(({ id }) => desk.document.get(id)) ? 10 : 0),
    'copy-previous': () => {
      const shapes = session.previousShapes.filter(({ shape }) => shape.kind !== 'tag')
      if (shapes.length > 0) commands.insert(shapes)
      else desk.hint.set('There is no image before this one with shapes to copy.')
    },
    'select-all': commands.selectAll,
    accept: () => desk.proposals.accept(),
    reject: () => desk.proposals.reject(),
    'accept-all': () => desk.proposals.acceptAll(0),
    'next-proposal': () => desk.proposals.step(1),
    'previous-proposal': () => desk.proposals.step(-1),
    'next-shape': () => commands.step(1),
    'previous-shape': () => commands.step(-1),
    lock: commands.lock,
    hide: commands.hide,
    'show-all': commands.showAll,
    forward: () => commands.order('forward'),
    backward: () => commands.order('backward'),
    front: () => commands.order('front'),
    behind: () => commands.order('behind'),
    fit: desk.stage.fit,
    actual: desk.stage.actual,
    'zoom-in': () => desk.stage.zoomBy(zoomFactor),
    'zoom-out': () => desk.stage.zoomBy(1 / zoomFactor),
    crosshair: () => toggle('crosshair'),
    names: () => toggle('names'),
    'brush.smaller': () => brush(1 / brushFactor),
    'brush.larger': () => brush(brushFactor),
  }
  for (const tool of tools) all[`tool.${tool}`] = () => settings.tool.set(tool)
  return (action) => {
    // What is half drawn is finished before the page goes on.
    if (action === 'submit' || action === 'skip' || action === 'previous') desk.finish()
    const work = all[action]
    work?.()
    return work !== undefined
  }
}
