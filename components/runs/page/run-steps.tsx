'use client'

import { memo, useCallback, useEffect, useRef } from 'react'
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
  const latest = useRef(onSelect)
  useEffect(() => {
    latest.current = onSelect
  })
  const select = useCallback((node: string) => latest.current(node), [])
  const keys = (event: React.KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button[data-step]')]
    buttons[Math.max(0, buttons.indexOf(document.activeElement as HTMLButtonElement) + by)]?.focus()
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
          {run.steps.map((step) => (
            <Row key={step.id} step={step} selected={step.node === selected} onSelect={select} />
          ))}
        </tbody>
      </Table>
    </div>
  )
}

const Row = memo(function Row({ step, selected, onSelect }: { step: StepView; selected: boolean; onSelect: (node: string) => void }) {
  const now = useNow(step.state === 'running')
  const span = step.reused ? null : elapsed(step.startedAt, step.endedAt, now)
  return (
    <Tr selected={selected} onClick={() => onSelect(step.node)} className="cursor-pointer">
      <Td>
        <button type="button" data-step className="max-w-full truncate text-left font-medium">
          {step.name}
        </button>
      </Td>
      <Td>
        <Status status={stepStatus(step)} plain />
      </Td>
      <Td numeric>{span === null ? '–' : formatDuration(span)}</Td>
      <Td title={why(step)} className={step.state === 'failed' ? 'text-failed' : 'text-muted'}>
        {step.reused ? <ReuseNote step={step} /> : why(step)}
      </Td>
      <Td className="text-muted">{step.attempts.at(-1)?.agent ?? '–'}</Td>
      <Td numeric>{step.attempts.length}</Td>
    </Tr>
  )
})

function why(step: StepView): string {
  return step.waitReason ?? (step.state === 'failed' || step.state === 'skipped' ? step.message : step.reuseNote)
}
