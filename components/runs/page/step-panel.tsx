'use client'

import Link from 'next/link'
import { ArrowLeft, Maximize2, Minimize2, Play, ScrollText, StepForward, X } from 'lucide-react'
import { OutputView } from '@/components/results/output-view'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { formatBytes } from '@/components/ui/format'
import { Segmented } from '@/components/ui/segmented'
import { Tooltip } from '@/components/ui/tooltip'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import { findComponent } from '@/lib/catalog'
import type { RunView, StepView } from '@/lib/runs/schema'
import { outputShape } from '../canvas/card'
import { shownPorts } from '../shown-ports'
import { adviceFor, isFinal } from '../status'
import { useRunActions } from './run-actions'
import { StepsInside } from './steps-inside'
import { StepAttempts, StepFacts, StepParams } from './step-facts'

export interface StepPanelProps {
  run: RunView
  step: StepView
  /** The output port that is open; null opens the first. */
  port: string | null
  wide: boolean
  onPort: (port: string) => void
  onWide: (wide: boolean) => void
  onLog: () => void
  onSelect: (node: string) => void
  onClose: () => void
}

/** All about one step: what went wrong first, then what came out, then the facts. */
export function StepPanel({ run, step, port, wide, onPort, onWide, onLog, onSelect, onClose }: StepPanelProps) {
  const group = run.groups.find((other) => other.node === step.node)
  return (
    <aside aria-label={`Step ${step.name}`} className="flex h-full min-h-0 flex-col bg-canvas">
      <header className="flex items-center gap-1 border-b border-line px-4 py-2">
        <Button variant="ghost" size="sm" icon={ArrowLeft} aria-label={`Back to run ${run.number}`} onClick={onClose} className="-ml-2 lg:hidden" />
        <h2 className="min-w-0 flex-1 truncate text-lg font-semibold">{step.name}</h2>
        <Tooltip content="Show its log">
          <Button variant="ghost" size="sm" icon={ScrollText} aria-label="Show its log" onClick={onLog} />
        </Tooltip>
        <Tooltip content={wide ? 'Beside the graph' : 'As wide as the page'}>
          <Button variant="ghost" size="sm" icon={wide ? Minimize2 : Maximize2} aria-label={wide ? 'Make the panel narrow' : 'Make the panel wide'} onClick={() => onWide(!wide)} className="max-lg:hidden" />
        </Tooltip>
        <Button variant="ghost" size="sm" icon={X} aria-label="Close" onClick={onClose} className="max-lg:hidden" />
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto px-4 py-3">
        <Failure run={run} step={step} />
        <Outputs run={run} step={step} port={port} onPort={onPort} />
        {group && (
          <Section title="Steps inside">
            <StepsInside run={run} group={group} onSelect={onSelect} />
          </Section>
        )}
        <Section title="Facts">
          <StepFacts run={run} step={step} />
          <StepActions run={run} step={step} />
        </Section>
        <Section title="Parameters">
          <StepParams run={run} step={step} />
        </Section>
        {!group && (
          <Section title="Attempts">
            <StepAttempts step={step} />
          </Section>
        )}
      </div>
    </aside>
  )
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  )
}

function Failure({ run, step }: { run: RunView; step: StepView }) {
  const { slug } = useWorkspace()
  if (step.state !== 'failed' && step.state !== 'skipped' && step.state !== 'cancelled') return null
  if (step.state !== 'failed') return step.message ? <p className="rounded-md bg-sunken px-3 py-2">{step.message}</p> : null
  const advice = adviceFor(step.endReason)
  const href = advice?.where === 'pipeline' && run.pipelineId ? `/w/${slug}/pipelines/${run.pipelineId}` : advice?.where === 'compute' || advice?.where === 'environments' ? `/w/${slug}/${advice.where}` : null
  return (
    <ErrorNote
      title={step.message || advice?.reason || 'The step failed'}
      action={
        href && (
          <Button asChild size="sm">
            <Link href={href}>{advice?.where === 'compute' ? 'Open compute' : advice?.where === 'environments' ? 'Open environments' : 'Open pipeline'}</Link>
          </Button>
        )
      }
    >
      {advice?.text}
    </ErrorNote>
  )
}

function Outputs({ run, step, port, onPort }: { run: RunView; step: StepView; port: string | null; onPort: (port: string) => void }) {
  const ports = shownPorts(step)
  const open = port !== null && ports.includes(port) ? port : ports[0]
  if (open === undefined) return null
  const output = step.outputs[open]!
  const label = (name: string) => findComponent(step.component)?.outputs.find((candidate) => candidate.name === name)?.label ?? name
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
        {ports.length > 1 ? <Segmented aria-label="Output" value={open} onValueChange={onPort} options={ports.map((name) => ({ value: name, label: label(name) }))} /> : <h3 className="font-semibold">{label(open)}</h3>}
        <span className="text-sm text-muted tabular">{outputShape(output) ?? formatBytes(output.size)}</span>
      </div>
      <OutputView run={run} step={step.node} port={open} output={output} />
    </section>
  )
}

function StepActions({ run, step }: { run: RunView; step: StepView }) {
  const { rerun } = useRunActions(run)
  if (!useCan('runs.submit') || !isFinal(run)) return null
  return (
    <>
      <div className="mt-1 flex flex-wrap gap-2">
        <Tooltip content="A new run that computes this step and all after it anew; what is before is reused">
          <Button size="sm" icon={StepForward} disabled={rerun.isPending} onClick={() => rerun.mutate({ from: [step.node] })}>
            Rerun from here
          </Button>
        </Tooltip>
        <Tooltip content="A new run of this step and what it needs, nothing after it">
          <Button size="sm" icon={Play} disabled={rerun.isPending} onClick={() => rerun.mutate({ until: [step.node] })}>
            Run to here
          </Button>
        </Tooltip>
      </div>
      {rerun.error && <ErrorNote error={rerun.error} />}
    </>
  )
}
