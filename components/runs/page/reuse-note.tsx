'use client'

import Link from 'next/link'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { StepView } from '@/lib/runs/schema'

/** Why a step was reused, its "run 3" being the way there; or why it was computed. */
export function ReuseNote({ step }: { step: StepView }) {
  const { slug } = useWorkspace()
  if (!step.reused) return step.reuseNote
  const name = `run ${step.reused.runNumber}`
  const place = step.reuseNote.indexOf(name)
  const [before, after] = place === -1 ? [`${step.reuseNote} `, ''] : [step.reuseNote.slice(0, place), step.reuseNote.slice(place + name.length)]
  return (
    <>
      {before}
      <Link href={`/w/${slug}/runs/${step.reused.runId}?step=${encodeURIComponent(step.reused.node)}`} onClick={(event) => event.stopPropagation()} className="link">
        {name}
      </Link>
      {after}
    </>
  )
}
