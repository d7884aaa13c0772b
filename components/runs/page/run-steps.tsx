'use client'

import { formatDuration } from '@/components/ui/format'
import { Status } from '@/components/ui/status'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { elapsed } from '@/lib/runs/duration'
import type { RunView, StepView } from '@/lib/runs/schema'
import { stepStatus } from '../status'
import { useNow } from '../use-now'
import { ReuseNote } from './reuse-note'

export interface RunStepsProps {
  run: RunView
  selected: string | null
  onSelect: (node: string) => void
}

/** Every step in a row: how it stands, how long it took, and why it was computed, reused or is waiting. */
export function RunSteps({ run, selected, onSelect }: RunStepsProps) {
  const now = useNow(run.steps.some((step) => step.state === 'running'))
  const keys = (event: React.KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button[data-step]')]
    const next = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + by]
    next?.focus()
  }
  return (
    <div onKeyDown={keys}>
      <Table aria-label="Steps of this run">
        <thead>
          <tr>
            <Th>Step</Th>
            <Th>State</Th>
            <Th numeric>Duration</Th>
            <Th>Why</Th>
            <Th>Agent</Th>
            <Th numeric>Attempts</Th>
          </tr>
        </thead>
        <tbody>
          {run.steps.map((step) => {
            const span = step.reused ? null : elapsed(step.startedAt, step.endedAt, now)
            return (
              <Tr key={step.id} selected={step.node === selected} onClick={() => onSelect(step.node)} className="cursor-pointer">
                <Td>
                  <button type="button" data-step className="max-w-full truncate text-left font-medium">
                    {step.name}
                  </button>
                </Td>
                <Td>
                  <Status status={stepStatus(step)} plain />
                </Td>
                <Td numeric>{span === null ? '–' : formatDuration(span)}</Td>
                <Td title={why(step)}>
                  <Why step={step} />
                </Td>
                <Td className="text-muted">{step.attempts.at(-1)?.agent ?? '–'}</Td>
                <Td numeric>{step.attempts.length}</Td>
              </Tr>
            )
          })}
        </tbody>
      </Table>
    </div>
  )
}

function why(step: StepView): string {
  return step.waitReason ?? (step.state === 'failed' || step.state === 'skipped' ? step.message : step.reuseNote)
}

function Why({ step }: { step: StepView }) {
  return <span className={step.state === 'failed' ? 'text-failed' : 'text-muted'}>{step.reused ? <ReuseNote step={step} /> : why(step)}</span>
}
