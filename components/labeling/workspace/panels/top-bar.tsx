'use client'

import Link from 'next/link'
import { ArrowLeft, BookOpen, Flag, Keyboard, SkipForward, Undo2, Redo2, StepBack } from 'lucide-react'
import { useStore } from '@/components/pipelines/draft/store'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Tooltip } from '@/components/ui/tooltip'
import { useWorkspace } from '@/components/ui/workspace-context'
import { useKeyText } from '../keys/use-key-text'
import { answerWords } from '../page/answer'
import type { OpenTask } from '../page/open-task'
import { useLabeling } from '../page/session-context'
import { SaveState } from './save-state'
import { ViewMenu } from './view-menu'

export interface TopBarProps {
  /** The first of the open ones; its place and its saved state are shown. */
  task: OpenTask | null
  run: (action: string) => void
  /** Whether there is a canvas to be undone on and looked at. */
  canvas: boolean
}

export function TopBar({ task, run, canvas }: TopBarProps) {
  const session = useLabeling()
  const { slug } = useWorkspace()
  const busy = useStore(session.busy)
  const done = useStore(session.done)
  const { project } = session
  const { images, broken, review, done: before } = project.counts
  return (
    <div className="flex min-h-11 shrink-0 items-center gap-1 border-b border-line bg-surface px-2 max-md:flex-wrap">
      <Button asChild variant="ghost" size="sm">
        <Link href={`/w/${slug}/labeling/${project.id}${session.answer ? `?tab=${session.answer.from}` : ''}`} aria-label={`Back to ${project.name}`}>
          <ArrowLeft aria-hidden className="size-4" />
        </Link>
      </Button>
      <div className="mr-2 min-w-0 flex-1">
        <h1 className="truncate text-sm font-medium" title={task?.view.image.fileName}>
          {task ? task.view.image.fileName : project.name}
        </h1>
        <p className="truncate text-xs text-muted tabular-nums">
          {session.answer ? answerWords[session.answer.as].badge : <>{Math.min(images - broken, before + review + done).toLocaleString('en')} of {(images - broken).toLocaleString('en')} labeled{done > 0 && ` · ${done.toLocaleString('en')} now`}</>}
        </p>
      </div>
      {task && <SaveState task={task} />}
      <span className="mx-1 h-5 w-px bg-line max-md:hidden" />
      {/* On a phone they have a line of their own, so that nothing moves when the words beside them change. */}
      <div className="flex items-center gap-1 max-md:order-last max-md:w-full max-md:justify-around max-md:border-t max-md:border-line max-md:py-1">
        {canvas && <Tool id="undo" label="Undo" icon={Undo2} run={run} />}
        {canvas && <Tool id="redo" label="Redo" icon={Redo2} run={run} />}
        {canvas && <ViewMenu run={run} />}
        <Tool id="instructions" label="Instructions" icon={BookOpen} run={run} />
        <Tool id="keys" label="Keys" icon={Keyboard} run={run} className="max-md:hidden" />
        {!session.answer && (
          <>
            <Tool id="flag" label="Flag with a comment" icon={Flag} run={run} disabled={!task || busy} />
            <Tool id="previous" label="Back to the image before" icon={StepBack} run={run} disabled={!session.canGoBack || busy} />
            <Tool id="skip" label="Skip" icon={SkipForward} run={run} disabled={!task || busy} />
          </>
        )}
      </div>
      <Submit run={run} busy={busy} disabled={!task?.view.image.url} words={session.answer ? answerWords[session.answer.as].submit : 'Submit'} />
    </div>
  )
}

function Tool({ id, label, icon, run, disabled, className }: { id: string; label: string; icon: typeof Flag; run: (action: string) => void; disabled?: boolean; className?: string }) {
  return (
    <Tooltip content={label} keys={useKeyText(id)}>
      <Button variant="ghost" size="sm" icon={icon} aria-label={label} disabled={disabled} onClick={() => run(id)} className={cn('pointer-coarse:size-9', className)} />
    </Tooltip>
  )
}

function Submit({ run, busy, disabled, words }: { run: (action: string) => void; busy: boolean; disabled: boolean; words: string }) {
  return (
    <Tooltip content={words === 'Submit' ? 'Submit, and on to the next' : words} keys={useKeyText('submit')}>
      <Button variant="primary" size="sm" className="ml-1 h-7 px-3" busy={busy} disabled={disabled} onClick={() => run('submit')}>
        {words}
      </Button>
    </Tooltip>
  )
}
