'use client'

import { LayoutGrid, PanelBottom, Redo2, Undo2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Tooltip } from '@/components/ui/tooltip'
import { useKeyLabels } from '@/components/shell/keys'
import { useStore } from '../draft/store'
import { useDesigner } from './designer-context'
import type { Commands } from './hooks/use-commands'
import type { useSubmitRun } from './hooks/use-submit-run'
import { MoreMenu } from './more-menu'
import { PipelineName } from './pipeline-name'
import { RunMenu } from './run-menu'
import { RunState } from './run-state'
import { SaveStatus } from './save-status'
import { Visitors } from './visitors'

/** Above the canvas: what it is and whether it is saved; at the right what one can do with all of it. */
export function TopBar({ commands, submit }: { commands: Commands; submit: ReturnType<typeof useSubmitRun> }) {
  const { canEdit, shown, run } = useDesigner()
  const open = useStore(shown, (value) => value !== null)
  const ran = useStore(run, (state) => state.view !== null)
  return (
    <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line bg-surface px-3">
      <PipelineName />
      <SaveStatus />
      <Visitors />
      <span className="flex-1" />
      {canEdit && <Edit commands={commands} />}
      {ran && (
        <Tooltip content={open ? 'Hide the results' : 'Show the results'}>
          <Button variant="ghost" size="sm" icon={PanelBottom} aria-label="Results" aria-pressed={open} onClick={() => shown.set(open ? null : { node: '', port: null })} />
        </Tooltip>
      )}
      <MoreMenu />
      <RunState />
      <RunMenu submit={submit} />
    </header>
  )
}

function Edit({ commands }: { commands: Commands }) {
  const { draft } = useDesigner()
  const { undo, redo } = useStore(draft.history)
  const labels = useKeyLabels()
  return (
    <span className="flex max-md:hidden">
      <Tooltip content={undo ? `Undo: ${undo}` : 'Nothing to undo'} keys={labels('mod+z')[0]}>
        <Button variant="ghost" size="sm" icon={Undo2} aria-label="Undo" aria-disabled={!undo} onClick={commands.undo} />
      </Tooltip>
      <Tooltip content={redo ? `Redo: ${redo}` : 'Nothing to redo'} keys={labels('mod+shift+z')[0]}>
        <Button variant="ghost" size="sm" icon={Redo2} aria-label="Redo" aria-disabled={!redo} onClick={commands.redo} />
      </Tooltip>
      <Tooltip content="Arrange the steps" keys="L">
        <Button variant="ghost" size="sm" icon={LayoutGrid} aria-label="Arrange the steps" onClick={() => void commands.arrange()} />
      </Tooltip>
    </span>
  )
}
