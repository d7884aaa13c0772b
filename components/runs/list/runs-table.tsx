'use client'

import { memo, useRef } from 'react'
import { useRouter } from 'next/navigation'
import { Checkbox } from '@/components/ui/checkbox'
import { formatDuration } from '@/components/ui/format'
import { HoverLink } from '@/components/ui/hover-link'
import { RelativeTime } from '@/components/ui/relative-time'
import { Status } from '@/components/ui/status'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useWorkspace } from '@/components/ui/workspace-context'
import { formatMetric, headlineMetric } from '@/lib/results/metrics'
import { elapsed } from '@/lib/runs/duration'
import type { RunSummary } from '@/lib/runs/schema'
import { isFinal } from '../status'
import { useNow } from '../use-now'
import { StepsBar } from './steps-bar'

export interface RunsTableProps {
  runs: RunSummary[]
  chosen: ReadonlySet<string>
  onChoose: (chosen: ReadonlySet<string>) => void
  choosable: boolean
}

export function RunsTable({ runs, chosen, onChoose, choosable }: RunsTableProps) {
  const last = useRef<number | null>(null)
  const choose = (index: number, on: boolean, range: boolean) => {
    const from = range && last.current !== null ? Math.min(last.current, index) : index
    const to = range && last.current !== null ? Math.max(last.current, index) : index
    const next = new Set(chosen)
    for (const run of runs.slice(from, to + 1)) {
      if (on) next.add(run.id)
      else next.delete(run.id)
    }
    last.current = index
    onChoose(next)
  }
  const keys = (event: React.KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('a[data-run]')]
    links[Math.max(0, links.indexOf(document.activeElement as HTMLAnchorElement) + by)]?.focus()
  }
  return (
    <div onKeyDown={keys}>
      <Table aria-label="Runs">
        <thead>
          <tr>
            {choosable && (
              <Th className="w-8 pr-0 max-sm:hidden">
                <Checkbox className="flex" aria-label="Choose all" checked={runs.length > 0 && runs.every((run) => chosen.has(run.id))} onCheckedChange={(on) => onChoose(on === true ? new Set(runs.map((run) => run.id)) : new Set())} />
              </Th>
            )}
            <Th>Run</Th>
            <Th>State</Th>
            <Th className="max-sm:hidden">Pipeline</Th>
            <Th className="max-sm:hidden">Steps</Th>
            <Th>Result</Th>
            <Th numeric>Duration</Th>
            <Th className="max-md:hidden">By</Th>
            <Th>When</Th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run, index) => (
            <Row key={run.id} run={run} chosen={chosen.has(run.id)} choosable={choosable} onChoose={(on, range) => choose(index, on, range)} />
          ))}
        </tbody>
      </Table>
    </div>
  )
}

interface RowProps {
  run: RunSummary
  chosen: boolean
  choosable: boolean
  onChoose: (on: boolean, range: boolean) => void
}

const Row = memo(function Row({ run, chosen, choosable, onChoose }: RowProps) {
  const { slug } = useWorkspace()
  const router = useRouter()
  const now = useNow(!isFinal(run), 1000)
  const shift = useRef(false)
  const href = `/w/${slug}/runs/${run.id}`
  const span = elapsed(run.createdAt, run.endedAt, now)
  const headline = headlineMetric(run.metrics)
  return (
    <Tr
      selected={chosen}
      className="cursor-pointer"
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('a, button, label')) return
        router.push(href)
      }}
    >
      {choosable && (
        <Td className="pr-0 max-sm:hidden" onClickCapture={(event) => (shift.current = event.shiftKey)}>
          <Checkbox className="flex" aria-label={`Choose run ${run.number}`} checked={chosen} onCheckedChange={(on) => onChoose(on === true, shift.current)} />
        </Td>
      )}
      <Td className="max-sm:max-w-34">
        <HoverLink data-run href={href} className="hover:underline">
          <span className="font-medium tabular">{run.number}</span> <span className="text-muted">{run.name}</span>
        </HoverLink>
      </Td>
      <Td>
        <Status status={run.state} plain />
      </Td>
      <Td className="max-sm:hidden">
        {run.pipelineId ? (
          <HoverLink href={`/w/${slug}/pipelines/${run.pipelineId}`} className="hover:underline">
            {run.pipelineName ?? 'Pipeline'}
          </HoverLink>
        ) : (
          <span className="text-muted">deleted</span>
        )}
      </Td>
      <Td className="max-sm:hidden">
        <StepsBar counts={run.counts} />
      </Td>
      <Td>
        {headline && (
          <>
            <span className="text-muted">{headline.label}</span> <span title={String(headline.value)}>{formatMetric(headline.key, headline.value)}</span>
          </>
        )}
      </Td>
      <Td numeric>{span === null ? '–' : formatDuration(span)}</Td>
      <Td className="text-muted max-md:hidden">{run.createdBy}</Td>
      <Td className="text-muted">
        <RelativeTime at={run.createdAt} />
      </Td>
    </Tr>
  )
})
