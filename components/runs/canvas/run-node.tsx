'use client'

import { memo, useMemo } from 'react'
import type { NodeProps } from '@xyflow/react'
import { StepCard } from '@/components/pipelines/step-card'
import { formatDuration } from '@/components/ui/format'
import { elapsed } from '@/lib/runs/duration'
import type { ShownStep } from '@/lib/runs/group-step'
import { passWords } from '@/lib/runs/pass-words'
import type { StepView } from '@/lib/runs/schema'
import { stepStatus } from '../status'
import { useNow } from '../use-now'
import { cardFace, type RunNode as RunNodeType } from './card'

/** A step of a run on the frozen canvas; moves on by itself while it runs. */
export const RunNode = memo(function RunNode({ data: { node, step, critical }, selected }: NodeProps<RunNodeType>) {
  const face = useMemo(() => cardFace(node, step), [node, step])
  const now = useNow(step?.state === 'running')
  return (
    <StepCard
      {...face}
      readOnly
      selected={selected}
      critical={critical}
      dimmed={!step}
      state={step ? stepStatus(step) : undefined}
      duration={step && duration(step, now)}
      note={step && note(step)}
      stateTitle={step && (step.waitReason ?? (step.message || step.reuseNote || undefined))}
    />
  )
})

function duration(step: StepView, now: number): string | undefined {
  if (step.reused) return undefined
  const span = elapsed(step.startedAt, step.endedAt, now)
  return span === null ? undefined : formatDuration(span)
}

function note(step: ShownStep): string | undefined {
  if (step.reused) return `from run ${step.reused.runNumber}`
  if (step.state === 'queued' || step.state === 'waiting') return step.waitReason ?? undefined
  if (step.state === 'failed' || step.state === 'skipped') return step.message.replace(/^Skipped: /, '')
  return passWords(step) ?? (step.attempts.length > 1 ? `try ${step.attempts.length}` : undefined)
}
