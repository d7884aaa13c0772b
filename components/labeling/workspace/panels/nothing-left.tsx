'use client'

import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { formatCount } from '@/components/ui/format'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { Leftover } from '@/lib/labeling/schema'
import { useLabeling } from '../page/session-context'

/** Why there is nothing to hand out, and who has what is left. */
export function NothingLeft({ left }: { left: Leftover }) {
  const session = useLabeling()
  const { slug } = useWorkspace()
  const back = (
    <Link className="text-link underline" href={`/w/${slug}/labeling/${session.project.id}`}>
      Back to the project
    </Link>
  )
  const held = left.held.reduce((sum, { tasks }) => sum + tasks, 0)
  const title = left.paused ? 'This project is paused' : left.images === 0 ? 'This project has no images yet' : left.broken === left.images ? 'None of the images can be read' : held > 0 || left.forOthers > 0 || left.keptBack > 0 ? 'Nothing left for you at this moment' : 'Nothing left: you are done here'
  const lines = [
    left.done > 0 && `${formatCount(left.done, 'image')} labeled`,
    left.review > 0 && `${left.review.toLocaleString('en')} in review`,
    left.labeledByYou > 0 && `${left.labeledByYou.toLocaleString('en')} labeled by you that wait for others`,
    left.skippedByYou > 0 && `${left.skippedByYou.toLocaleString('en')} that you skipped`,
    left.forOthers > 0 && `${left.forOthers.toLocaleString('en')} assigned to others`,
    left.keptBack > 0 && `${left.keptBack.toLocaleString('en')} not let out yet by whoever leads the project`,
    left.broken > 0 && `${left.broken.toLocaleString('en')} that cannot be read`,
    ...left.held.map(({ by, tasks, until }) => `${tasks.toLocaleString('en')} with ${by} until ${new Date(until).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hour12: false })}`),
  ].filter((line) => typeof line === 'string')
  return (
    <div className="m-auto w-full max-w-120 p-4">
      <EmptyState
        title={title}
        action={
          <>
            <Button variant="primary" onClick={() => void session.start()}>
              Look again
            </Button>
            {back}
          </>
        }
      >
        <ul className="list-none">
          {left.images === 0 && <li>Whoever leads it adds them on the project’s page.</li>}
          {left.paused && <li>Those who lead it have stopped it for now. What you drew is saved.</li>}
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </EmptyState>
    </div>
  )
}
