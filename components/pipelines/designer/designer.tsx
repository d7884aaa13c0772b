'use client'

import { useMemo, useRef, useState } from 'react'
import { ReactFlowProvider } from '@xyflow/react'
import { addHeads } from '@/lib/catalog/late'
import type { ComponentHead } from '@/lib/catalog/types'
import type { FirstLook } from '@/lib/pipelines/first-look'
import type { OwnVersion, OwnView } from '@/lib/workspace-components/schema'
import { PartsNotice } from '@/components/ui/parts-notice'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import { Store } from '../draft/store'
import { LateAdvisor } from '../sample/lazy-sample'
import { Canvas } from './canvas'
import { checkedAtFirst } from './checked-at-first'
import { DesignerProvider, useDesigner, type Advice, type DesignerValue, type Panel, type RunState, type Selection, type Shown, type Wiring, nothingSelected } from './designer-context'
import { Drawer } from './drawer'
import { useCanvasKeys } from './hooks/use-canvas-keys'
import { useCanvasMode } from './hooks/use-canvas-mode'
import { useClipboard } from './hooks/use-clipboard'
import { useCommands } from './hooks/use-commands'
import { LateChecks } from './late-checks'
import { useDraftSession, type DraftSession } from './hooks/use-draft-session'
import { usePreload } from './hooks/use-preload'
import { useSubmitRun } from './hooks/use-submit-run'
import { Inspector } from './inspector/inspector'
import { Palette } from './palette'
import { OwnFollower } from '@/components/workspace-components/own-follower'
import { CommentFollower, InsideBar } from './lazy-parts'
import { CanvasPanels, Panels } from './panels'
import { RunFollower } from './run-follower'
import { TopBar } from './top-bar'

export interface DesignerProps {
  pipeline: { id: string; name: string; description: string }
  /** The draft's document, base64, and the sequence number that it includes. */
  update: string
  seq: number
  /** The heads of the components that come with Atelier. */
  heads: ComponentHead[]
  /** Every version of the workspace's own components. */
  own: OwnVersion[]
  /** What is to be shown of the graph until the declarations are here. */
  first: FirstLook
  /** The component whose inside this pipeline is; null for an ordinary one. */
  inside: OwnView | null
}

/** The page on which a pipeline is drawn, run and looked into. */
export function Designer(props: DesignerProps) {
  const { slug } = useWorkspace()
  const canEdit = useCan('pipelines.write')
  useState(() => addHeads(props.heads))
  const session = useDraftSession({ workspace: slug, pipelineId: props.pipeline.id, canEdit, update: props.update, seq: props.seq, own: props.first.own })
  if (!session) return <div aria-busy className="h-full" />
  return <Open {...props} session={session} />
}

function Open({ pipeline, inside, first, own, session }: DesignerProps & { session: DraftSession }) {
  const { slug } = useWorkspace()
  const canEdit = useCan('pipelines.write')
  const canRun = useCan('runs.submit')
  const value = useMemo<DesignerValue>(
    () => ({
      workspace: slug,
      pipelineId: pipeline.id,
      canEdit,
      canRun,
      ...session,
      inside: new Store<OwnView | null>(inside),
      about: new Store({ name: pipeline.name, description: pipeline.description }),
      first,
      checked: new Store(checkedAtFirst(first)),
      advice: new Store<Advice | null>(null),
      selection: new Store<Selection>(nothingSelected),
      far: new Store<boolean>(false),
      wiring: new Store<Wiring | null>(null),
      comments: new Store<ReadonlyMap<string, number>>(new Map()),
      opened: new Store<ReadonlySet<string>>(new Set()),
      run: new Store<RunState>({ view: null, byNode: new Map(), stale: new Set() }),
      shown: new Store<Shown | null>(null),
      panel: new Store<Panel>(null),
      hint: new Store<string | null>(null),
    }),
    // The name changes through `about`; another pipeline is another page.
    [slug, pipeline.id, canEdit, canRun, session],
  )
  return (
    <DesignerProvider value={value}>
      <ReactFlowProvider>
        <Workbench inside={inside !== null} own={own} />
      </ReactFlowProvider>
    </DesignerProvider>
  )
}

function Workbench({ inside, own }: { inside: boolean; own: OwnVersion[] }) {
  const { canEdit, panel } = useDesigner()
  const pointer = useRef<{ x: number; y: number }>(null)
  const commands = useCommands()
  const mode = useCanvasMode(canEdit)
  const submit = useSubmitRun()
  const run = submit.mutate
  usePreload()
  useClipboard(commands, canEdit, pointer)
  const keys = useMemo(() => ({ run: () => run({}), covered: () => panel.get() !== null && panel.get()?.kind !== 'find' && panel.get()?.kind !== 'views', note: () => commands.addNote(pointer.current ?? undefined) }), [run, panel, commands])
  useCanvasKeys({ commands, mode, canEdit, ...keys })
  const onPointer = useMemo(() => (at: { x: number; y: number }) => void (pointer.current = at), [])
  return (
    <div className="flex h-full min-h-0 bg-canvas">
      <Palette />
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar commands={commands} submit={submit} />
        <div className="relative min-h-0 flex-1">
          <Canvas mode={mode} onPointer={onPointer} />
          <CanvasPanels />
          {inside && <InsideBar />}
        </div>
        <Drawer />
      </div>
      <Inspector />
      <Panels />
      <RunFollower />
      <CommentFollower />
      <LateChecks />
      <LateAdvisor counts={canEdit} />
      <OwnFollower own={own} />
      <PartsNotice />
    </div>
  )
}
