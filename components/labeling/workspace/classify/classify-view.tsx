'use client'

import { useState } from 'react'
import { Grid2x2, Grid3x2, Grid3x3, Square } from 'lucide-react'
import type { LabelView } from '@/lib/labeling/schema'
import { useStore } from '@/components/pipelines/draft/store'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Segmented } from '@/components/ui/segmented'
import { Switch } from '@/components/ui/switch'
import { ProposalBar, type ProposalActions } from '../../assist/proposal-bar'
import { acceptProposals, rejectProposals } from '../../assist/proposals'
import { useLabelKeys } from '../keys/use-label-keys'
import { BrokenImage } from '../panels/broken-image'
import { LabelPanel } from '../panels/label-panel'
import type { OpenTask } from '../page/open-task'
import { useLabeling } from '../page/session-context'
import { TagPicture, useTags } from './tag-picture'

const layouts = [
  { value: '1', label: 'One image', icon: Square, iconOnly: true },
  { value: '4', label: 'Four images', icon: Grid2x2, iconOnly: true },
  { value: '6', label: 'Six images', icon: Grid3x2, iconOnly: true },
  { value: '9', label: 'Nine images', icon: Grid3x3, iconOnly: true },
] as const

/** Gives whole images their labels, one at a time or several side by side. */
export function ClassifyView({ tasks, run, finder }: { tasks: OpenTask[]; run: (action: string) => boolean | void; finder: React.RefObject<HTMLInputElement | null> }) {
  const session = useLabeling()
  const { settings, project, labels } = session
  const grid = useStore(settings.grid)
  const advance = useStore(settings.advance)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const single = tasks.length === 1 && grid === 1 ? tasks[0]! : null
  const chosen = single ? tasks : tasks.filter(({ id }) => selected.has(id))

  async function pick(label: LabelView) {
    if (!session.tag(chosen, label.id)) return
    if (!single) return setSelected(new Set())
    // Taken back rather than given, there is nothing to go on for.
    const given = single.document.all().some(({ shape, label: id }) => shape.kind === 'tag' && id === label.id)
    if (given && project.tags === 'one' && settings.advance.get()) await session.submit()
  }
  const answers: ProposalActions = {
    accept() {
      if (acceptProposals(session, chosen.length > 0 ? chosen : tasks) === 0) return
      if (single && project.tags === 'one' && settings.advance.get()) void session.submit()
    },
    reject: () => void rejectProposals(chosen.length > 0 ? chosen : tasks),
    acceptAll: (least) => void acceptProposals(session, tasks, least),
  }
  useLabelKeys({
    own: () => settings.keys.get(),
    labels,
    pickLabel: (label) => void pick(label),
    run(action) {
      if (action === 'select-all') setSelected(new Set(selected.size === tasks.length ? [] : tasks.map(({ id }) => id)))
      else if (action === 'cancel') setSelected(new Set())
      else if (action === 'undo') for (const task of chosen.length > 0 ? chosen : tasks) task.document.undo()
      else if (action === 'redo') for (const task of chosen.length > 0 ? chosen : tasks) task.document.redo()
      else if (action === 'accept') answers.accept()
      else if (action === 'reject') answers.reject()
      else if (action === 'accept-all') answers.acceptAll(0)
      else return run(action)
    },
    arrow: () => false,
    space: () => undefined,
    tool: () => false,
  })
  if (single && !single.view.image.url) return <BrokenImage task={single} run={run} />
  return (
    <div className="flex min-h-0 flex-1 max-md:flex-col">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        {single ? <TagPicture task={single} /> : <Pictures tasks={tasks} selected={selected} onSelect={setSelected} />}
      </div>
      <aside aria-label="Labels" className="flex w-72 shrink-0 flex-col border-l border-line bg-surface max-md:max-h-[45dvh] max-md:w-full max-md:border-t max-md:border-l-0">
        <div className="flex flex-wrap items-center gap-2 px-3 pt-3">
          <Segmented
            aria-label="Images side by side"
            className={session.answer ? 'hidden' : 'max-md:hidden'}
            value={String(grid)}
            options={[...layouts]}
            onValueChange={(value) => {
              settings.grid.set(Number(value) as 1 | 4 | 6 | 9)
              setSelected(new Set())
              void session.arrange()
            }}
          />
          {!single && (
            <Button size="sm" onClick={() => setSelected(new Set(selected.size === tasks.length ? [] : tasks.map(({ id }) => id)))}>
              {selected.size === tasks.length ? 'Select none' : 'Select all'}
            </Button>
          )}
          {single && project.tags === 'one' && !session.answer && (
            <label className="flex items-center gap-2 text-sm">
              <Switch checked={advance} onCheckedChange={settings.advance.set} aria-label="Submit as soon as a label is given" /> Submit at once
            </label>
          )}
        </div>
        <ProposalBar tasks={tasks} single={single} actions={answers} />
        <Labels tasks={chosen} onPick={(label) => void pick(label)} finder={finder} />
        {!single && <p className="px-3 pb-3 text-sm text-muted">{chosen.length === 0 ? 'Select images, then give them a label.' : `${chosen.length} selected`}</p>}
      </aside>
    </div>
  )
}

function Pictures({ tasks, selected, onSelect }: { tasks: OpenTask[]; selected: ReadonlySet<string>; onSelect: (ids: ReadonlySet<string>) => void }) {
  const columns = tasks.length <= 1 ? 'grid-cols-1' : tasks.length <= 4 ? 'grid-cols-2' : 'grid-cols-3'
  return (
    <div className={cn('grid min-h-0 flex-1 auto-rows-fr gap-2 p-2', columns)}>
      {tasks.map((task) => (
        <TagPicture
          key={task.id}
          task={task}
          selected={selected.has(task.id)}
          onSelect={() => {
            const next = new Set(selected)
            if (!next.delete(task.id)) next.add(task.id)
            onSelect(next)
          }}
        />
      ))}
    </div>
  )
}

function Labels({ tasks, onPick, finder }: { tasks: OpenTask[]; onPick: (label: LabelView) => void; finder: React.RefObject<HTMLInputElement | null> }) {
  const [first] = tasks
  return first ? <TaskLabels task={first} onPick={onPick} finder={finder} /> : <LabelPanel title="Labels" chosen={none} onPick={onPick} inputRef={finder} />
}

const none: ReadonlySet<string> = new Set()

function TaskLabels({ task, onPick, finder }: { task: OpenTask; onPick: (label: LabelView) => void; finder: React.RefObject<HTMLInputElement | null> }) {
  return <LabelPanel title="Labels" chosen={useTags(task)} onPick={onPick} inputRef={finder} />
}
