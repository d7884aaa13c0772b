'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ProjectView } from '@/lib/labeling/schema'
import { useStore } from '@/components/pipelines/draft/store'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Spinner } from '@/components/ui/spinner'
import { useWorkspace } from '@/components/ui/workspace-context'
import { labelingHref, labelingKey } from '../labeling-queries'
import { ClassifyView } from './classify/classify-view'
import { DrawView } from './draw-view'
import { KeyDialog } from './keys/key-dialog'
import { answerWords, type Answer } from './page/answer'
import type { FirstClaim } from './page/first-claim'
import type { OpenTask } from './page/open-task'
import { SessionProvider, useLabeling } from './page/session-context'
import { useSession } from './page/use-session'
import { Filmstrip } from './panels/filmstrip'
import { FlagDialog } from './panels/flag-dialog'
import { InstructionsPanel } from './panels/instructions-panel'
import { NothingLeft } from './panels/nothing-left'
import { SignInDialog } from './panels/sign-in-dialog'
import { TopBar } from './panels/top-bar'

export interface WorkspaceProps {
  project: ProjectView
  /** The task to begin with; left out, the next in the queue. */
  task?: string
  /** Given, the task is not labeled but answered. */
  answer?: Answer
  /** The request for the first image, which the page has begun. */
  first?: FirstClaim
}

/** The page on which one labels. */
export function Workspace({ project, task, answer, first }: WorkspaceProps) {
  const session = useSession({ project, task, answer: useAnswer(answer), first })
  if (!session) return <Waiting />
  return (
    <SessionProvider value={session}>
      <Page />
    </SessionProvider>
  )
}

/** The same object as long as it says the same: what is open is not opened anew. */
function useAnswer(answer: Answer | undefined): Answer | null {
  const [first] = useState(answer)
  return first ?? null
}

function Waiting() {
  return (
    <div aria-busy className="flex flex-1 items-center justify-center">
      <Spinner className="size-5 text-muted" />
    </div>
  )
}

type Overlay = 'keys' | 'flag' | null

function Page() {
  const session = useLabeling()
  const state = useStore(session.state)
  const trouble = useStore(session.trouble)
  useReturn()
  const [overlay, setOverlay] = useState<Overlay>(null)
  const [instructions, setInstructions] = useState(false)
  const finder = useRef<HTMLInputElement>(null)
  const canvas = useRef<((action: string) => boolean) | null>(null)
  const onActions = useCallback((actions: ((action: string) => boolean) | null) => void (canvas.current = actions), [])
  const tasks = state.kind === 'task' ? [state.task] : state.kind === 'grid' ? state.tasks : []

  const run = useCallback(
    (action: string): boolean => {
      if (canvas.current?.(action)) return true
      const all: Record<string, () => void> = {
        submit: () => void session.submit(),
        skip: () => !session.answer && void session.skip(),
        previous: () => !session.answer && void session.back(),
        flag: () => session.current && !session.answer && setOverlay('flag'),
        keys: () => setOverlay('keys'),
        instructions: () => setInstructions((open) => !open),
        'find-label': () => finder.current?.focus(),
      }
      all[action]?.()
      return action in all
    },
    [session],
  )
  useEffect(() => {
    const { sign } = session
    window.addEventListener('pointerdown', sign)
    window.addEventListener('keydown', sign)
    window.addEventListener('online', session.resume)
    return () => {
      window.removeEventListener('pointerdown', sign)
      window.removeEventListener('keydown', sign)
      window.removeEventListener('online', session.resume)
    }
  }, [session])

  return (
    <div className="relative flex h-full min-h-0 flex-1 flex-col bg-canvas">
      <TopBar task={tasks[0] ?? null} run={run} canvas={state.kind === 'task' && !session.classifies && state.task.view.image.url !== null} />
      {session.answer && <p className="border-b border-line bg-selected px-3 py-1 text-sm">{answerWords[session.answer.as].hint}</p>}
      <div className="relative flex min-h-0 flex-1 flex-col">
        {trouble && state.kind !== 'failed' && <ErrorNote className="absolute inset-x-4 top-3 z-10 mx-auto w-fit max-w-140 shadow-pop" title={trouble} />}
        {state.kind === 'loading' && <Waiting />}
        {state.kind === 'nothing' && <NothingLeft left={state.left} />}
        {state.kind === 'failed' && (
          <div className="m-auto max-w-120 p-4">
            <ErrorNote title="No image could be opened" error={state.error} action={<Button onClick={() => void session.start()}>Try again</Button>} />
          </div>
        )}
        {tasks.length > 0 && session.classifies && <ClassifyView key={tasks.map(({ id }) => id).join()} tasks={tasks} run={run} finder={finder} />}
        {state.kind === 'task' && !session.classifies && <DrawView task={state.task} run={run} finder={finder} onActions={onActions} />}
        {instructions && <InstructionsPanel onClose={() => setInstructions(false)} />}
      </div>
      {tasks.length > 0 && !session.answer && <Filmstrip tasks={tasks} />}
      {overlay === 'keys' && <KeyDialog onClose={() => setOverlay(null)} />}
      {overlay === 'flag' && <FlagDialog send={(comment) => session.flag(comment)} onClose={() => setOverlay(null)} />}
      <SignedOut tasks={tasks} />
    </div>
  )
}

/** Goes back to where an answer was asked for, once it is saved. */
function useReturn(): void {
  const session = useLabeling()
  const { slug } = useWorkspace()
  const router = useRouter()
  const client = useQueryClient()
  const finished = useStore(session.finished)
  useEffect(() => {
    if (!finished) return
    void client.invalidateQueries({ queryKey: labelingKey(slug) })
    router.push(`${labelingHref(slug, session.project.id)}?tab=${session.answer?.from ?? 'images'}`)
  }, [finished, client, router, session, slug])
}

/** Asks to sign in as soon as one of the open images cannot be saved for want of a session. */
function SignedOut({ tasks }: { tasks: OpenTask[] }) {
  const session = useLabeling()
  const { user } = useWorkspace()
  const refused = useStore(session.signedOut)
  const [first] = tasks
  return first ? <TaskSignedOut task={first} refused={refused} email={user.email} /> : refused ? <SignInDialog waiting={0} email={user.email} onDone={session.resume} onClose={() => session.signedOut.set(false)} /> : null
}

function TaskSignedOut({ task, refused, email }: { task: OpenTask; refused: boolean; email: string }) {
  const session = useLabeling()
  const saved = useStore(task.saved)
  const [closed, setClosed] = useState(false)
  const out = saved.kind === 'signed-out'
  useEffect(() => {
    if (!out) setClosed(false)
  }, [out])
  if (!(refused || out) || (closed && !refused)) return null
  const count = saved.kind === 'saved' ? 0 : saved.count
  const close = () => {
    setClosed(true)
    session.signedOut.set(false)
  }
  return <SignInDialog waiting={count} email={email} onDone={session.resume} onClose={close} />
}
