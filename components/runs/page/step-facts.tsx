'use client'

import '@/lib/catalog/everything'
import Link from 'next/link'
import { ganttLooks } from '@/components/charts/gantt-parts'
import { Facts } from '@/components/ui/facts'
import { formatDuration } from '@/components/ui/format'
import { RelativeTime } from '@/components/ui/relative-time'
import { Status } from '@/components/ui/status'
import { useWorkspace } from '@/components/ui/workspace-context'
import { findComponent } from '@/lib/catalog'
import { formatMetric, metricTitle, orderMetrics } from '@/lib/results/metrics'
import { elapsed } from '@/lib/runs/duration'
import type { AttemptView, RunView, StepView } from '@/lib/runs/schema'
import { adviceFor, stepStatus } from '../status'
import { useNow } from '../use-now'
import { outputShape } from '../canvas/card'
import { paramText } from './param-text'
import { ReuseNote } from './reuse-note'

export function StepFacts({ run, step }: { run: RunView; step: StepView }) {
  const { slug } = useWorkspace()
  const now = useNow(step.state === 'running')
  const span = step.reused ? null : elapsed(step.startedAt, step.endedAt, now)
  return (
    <Facts
      items={[
        { label: 'State', value: <Status status={stepStatus(step)} plain /> },
        { label: 'Waits', value: step.waitReason },
        { label: step.reused ? 'Reused' : 'Computed', value: step.reuseNote && <ReuseNote step={step} /> },
        { label: 'Duration', value: span === null ? null : formatDuration(span) },
        { label: 'Started', value: step.startedAt && <RelativeTime at={step.startedAt} /> },
        { label: 'Component', value: <Link className="link" href={`/w/${slug}/components/${step.component}`}>{findComponent(step.component)?.name ?? step.component}</Link> },
        ...orderMetrics(Object.keys(step.metrics)).map((key) => ({ label: metricTitle(key), value: formatMetric(key, step.metrics[key]) })),
        { label: 'Inputs', value: <Inputs run={run} step={step} /> },
      ]}
    />
  )
}

function Inputs({ run, step }: { run: RunView; step: StepView }) {
  const sources = inputSources(run, step)
  if (sources.length === 0) return 'none'
  return (
    <ul>
      {sources.map(({ port, label, from, output, shape }) => (
        <li key={port}>
          {label}: {from}
          <span className="text-muted">
            , {output}
            {shape && `, ${shape}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** What came in where, in the order and under the names that the step's card has for its ports. */
function inputSources(run: RunView, step: StepView) {
  const ports = findComponent(step.component)?.inputs ?? []
  const place = (name: string) => (ports.some((port) => port.name === name) ? ports.findIndex((port) => port.name === name) : ports.length)
  return Object.entries(step.sources)
    .sort(([a], [b]) => place(a) - place(b) || a.localeCompare(b))
    .map(([port, source]) => {
      const from = run.steps.find((candidate) => candidate.node === source.node)
      const output = from && findComponent(from.component)?.outputs.find(({ name }) => name === source.port)
      return { port, label: ports[place(port)]?.label ?? port, from: from?.name ?? source.node, output: output?.label ?? source.port, shape: outputShape(from?.outputs[source.port]) }
    })
}

/** The step's own settings, as they were frozen. */
export function StepParams({ run, step }: { run: RunView; step: StepView }) {
  const params = run.graph.nodes.find((node) => node.id === step.node)?.params ?? step.params ?? {}
  const fields = findComponent(step.component)?.fields ?? []
  const entries = Object.entries(params)
  if (entries.length === 0) return <p className="text-muted">None set; the component's own values hold.</p>
  return (
    <Facts
      items={entries.map(([name, value]) => {
        const field = fields.find((candidate) => candidate.name === name)
        const text = paramText(field, value)
        return { label: field?.label ?? name, value: text.includes('\n') ? <pre className="max-h-60 overflow-auto rounded-sm bg-sunken p-2 text-sm">{text}</pre> : text }
      })}
    />
  )
}

/** Every try, where its time went and how it ended. */
export function StepAttempts({ step }: { step: StepView }) {
  const now = useNow(step.state === 'running')
  if (step.attempts.length === 0) return <p className="text-muted">{step.reused ? 'None was needed.' : 'None yet.'}</p>
  return (
    <ol className="flex flex-col gap-2">
      {step.attempts.map((attempt) => (
        <li key={attempt.number} className="rounded-md border border-line px-2.5 py-2">
          <div className="flex flex-wrap gap-x-3 tabular">
            <span className="font-medium">Attempt {attempt.number}</span>
            <span className="text-muted">{attempt.agent}</span>
            <span className="text-muted">{formatDuration(elapsed(attempt.claimedAt, attempt.endedAt, now) ?? 0)}</span>
            <span className={attempt.endReason === 'succeeded' || !attempt.endReason ? 'text-muted' : 'text-failed'}>{attempt.endReason === null ? 'going on' : (adviceFor(attempt.endReason)?.reason ?? 'Succeeded')}</span>
          </div>
          <Parts attempt={attempt} span={elapsed(attempt.claimedAt, attempt.endedAt, now) ?? 0} />
          {attempt.message && <p className="mt-1 text-sm break-words whitespace-pre-wrap text-muted">{attempt.message}</p>}
        </li>
      ))}
    </ol>
  )
}

function Parts({ attempt, span }: { attempt: AttemptView; span: number }) {
  const known = (['starting', 'loading', 'running', 'saving'] as const).flatMap((part) => (attempt.phases[part] === undefined ? [] : [{ part, ms: attempt.phases[part] }]))
  const sum = known.reduce((total, { ms }) => total + ms, 0)
  if (sum === 0) return null
  const rest = span - sum
  const parts = attempt.endedAt !== null && rest >= 1 ? [...known, { part: 'ending' as const, ms: rest }] : known
  return (
    <div className="mt-1.5">
      <div aria-hidden className="flex h-1.5 gap-px overflow-hidden rounded-xs">
        {parts.map(({ part, ms }) => (
          <span key={part} style={{ flexGrow: ms, background: ganttLooks[part].colour }} />
        ))}
      </div>
      <p className="mt-1 flex flex-wrap gap-x-3 text-sm text-muted tabular">
        {parts.map(({ part, ms }) => (
          <span key={part}>
            {ganttLooks[part].word} {formatDuration(ms)}
          </span>
        ))}
      </p>
    </div>
  )
}
