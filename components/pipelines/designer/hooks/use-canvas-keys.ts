import { useEffect } from 'react'
import { useKeys } from '@/components/shell/keys'
import type { CanvasMode } from './use-canvas-mode'
import type { Commands } from './use-commands'

const typing = (target: EventTarget | null) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
const inFlow = (target: EventTarget | null) => target === document.body || (target instanceof HTMLElement && target.closest('.react-flow') !== null && target.closest('button') === null)
/** A press on the empty canvas gives the keyboard to what the canvas stands in. */
const onCanvas = (target: EventTarget | null) => inFlow(target) || (target instanceof HTMLElement && target.querySelector('.react-flow') !== null)
/** Where the browser's or the editor's own search belongs: pressed again in ours, it is the browser's. */
const ownSearch = (target: EventTarget | null) => target instanceof HTMLElement && (target.id === 'find-step' || target.closest('.cm-editor') !== null)
/** A code editor has an undo of its own, and Escape lets Tab leave it. */
const inInspector = (target: EventTarget | null) => target instanceof HTMLElement && target.closest('#inspector') !== null && target.closest('.cm-editor') === null
const overlay = () => document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null

export interface CanvasKeys {
  commands: Commands
  mode: Pick<CanvasMode, 'setTool'>
  canEdit: boolean
  run: () => void
  /** True while something over the canvas takes the keys, though it may not be drawn yet. */
  covered: () => boolean
  note: () => void
}

/**
 * The canvas's own keys. Listens on the document, one step before the shell, and lets pass what is typed into a field;
 * only undo and redo also work from the inspector's fields, whose every key press is in the draft already.
 */
export function useCanvasKeys({ commands, mode, canEdit, run, covered, note }: CanvasKeys): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return
      const mod = event.metaKey || event.ctrlKey
      const leaving = event.key === 'Escape' && inInspector(event.target) && !overlay()
      const action = leaving ? commands.toCanvas : mod ? withModifier(event, commands, canEdit, run) : covered() || overlay() || typing(event.target) ? undefined : plain(event, commands, mode, canEdit, note)
      if (action && action() !== false) event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [commands, mode, canEdit, run, covered, note])
  useKeys('Canvas', [
    { keys: '/', label: 'Find a component; Enter adds and connects it' },
    { keys: 'mod+f', label: 'Find a step by name, component, column or value' },
    { keys: 'tab', label: 'Next step' },
    { keys: 'shift+tab', label: 'Previous step' },
    { keys: 'enter', label: 'Edit the selected step; Esc comes back from its fields' },
    { keys: 'f2', label: 'Rename the selected step' },
    { keys: 'c', label: 'Connect the selected step to another' },
    // By the shell, so that `g d` still goes to the data.
    ...(canEdit ? [{ keys: 'd', label: 'Disable or enable the selected steps', run: commands.toggle }] : []),
    { keys: 'arrowright', label: 'Move the selected steps; with Shift five squares' },
    { keys: 'n', label: 'Write a note at the pointer' },
    { keys: 'mod+g', label: 'Group the selected steps', run: commands.group },
    { keys: 'mod+shift+g', label: 'Ungroup', run: commands.ungroup },
    { keys: 'm', label: 'Make a component of the selected steps' },
    { keys: '.', label: 'Draw the selected steps small, or whole again' },
    { keys: 'delete', label: 'Delete what is selected' },
    { keys: 'mod+c', label: 'Copy steps, as text' },
    { keys: 'mod+x', label: 'Cut steps' },
    { keys: 'mod+v', label: 'Paste steps at the pointer' },
    { keys: 'mod+d', label: 'Duplicate' },
    { keys: 'mod+a', label: 'Select all steps' },
    { keys: 'escape', label: 'Select nothing' },
    { keys: 'mod+z', label: 'Undo', run: commands.undo },
    { keys: 'mod+shift+z', label: 'Redo', run: commands.redo },
    { keys: 'l', label: 'Arrange steps', run: () => void commands.arrange() },
    { keys: 'f', label: 'Show all steps', run: commands.fit },
    { keys: '0', label: 'Zoom to 100 %' },
    { keys: '1', label: 'Go to the view kept under 1; so do 2 to 9' },
    { keys: 'shift+1', label: 'Keep this view under 1; so do 2 to 9' },
    { keys: 'v', label: 'Drag draws a box' },
    { keys: 'h', label: 'Drag moves the view; so does Space' },
    { keys: 'mod+enter', label: 'Run the pipeline', run },
  ])
}

type Action = (() => unknown) | undefined

function withModifier(event: KeyboardEvent, commands: Commands, canEdit: boolean, run: () => void): Action {
  const key = event.key.toLowerCase()
  const inField = typing(event.target)
  if (key === 'enter') return run
  if (key === 'f' && !event.shiftKey) return ownSearch(event.target) || overlay() ? undefined : commands.find
  if (canEdit && (!inField || inInspector(event.target))) {
    if (key === 'z') return event.shiftKey ? commands.redo : commands.undo
    if (key === 'y') return commands.redo
  }
  if (key === 'g' && canEdit && !inField && !overlay()) return event.shiftKey ? commands.ungroup : commands.group
  if (inField || overlay() || !onCanvas(event.target)) return undefined
  if (key === 'a') return commands.selectAll
  if (key === 'd' && canEdit) return commands.duplicate
  return undefined
}

function plain(event: KeyboardEvent, commands: Commands, mode: CanvasKeys['mode'], canEdit: boolean, note: () => void): Action {
  const everywhere: Record<string, Action> = {
    '/': commands.findComponent,
    f: commands.fit,
    '+': commands.zoomIn,
    '=': commands.zoomIn,
    '-': commands.zoomOut,
    '0': commands.zoomFull,
    v: () => mode.setTool('select'),
    h: () => mode.setTool('hand'),
    ...(canEdit && { c: commands.connect, F2: commands.rename, l: commands.arrange, n: note, m: commands.makeComponent, '.': commands.collapse }),
  }
  if (everywhere[event.key]) return everywhere[event.key]
  // By its place: Shift with a digit writes a sign, another one on each keyboard.
  const slot = Number(/^Digit([1-9])$/.exec(event.code)?.[1])
  if (slot) return () => (event.shiftKey ? commands.keepView(slot) : commands.goToView(slot))
  if (!onCanvas(event.target)) return undefined
  const step = event.shiftKey ? 50 : 10
  const canvas: Record<string, Action> = {
    ...(inFlow(event.target) && { Tab: () => commands.cycle(event.shiftKey ? -1 : 1) }),
    Enter: commands.edit,
    Escape: commands.selectNone,
    ...(canEdit && {
      Delete: commands.remove,
      Backspace: commands.remove,
      ArrowLeft: () => commands.nudge(-step, 0),
      ArrowRight: () => commands.nudge(step, 0),
      ArrowUp: () => commands.nudge(0, -step),
      ArrowDown: () => commands.nudge(0, step),
    }),
  }
  return canvas[event.key]
}
