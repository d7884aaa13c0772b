'use client'

import { X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Segmented } from '@/components/ui/segmented'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Tab, Tabs, TabsList } from '@/components/ui/tabs'
import { shownPorts } from '@/components/runs/shown-ports'
import { findComponent } from '@/lib/catalog'
import { titleOf } from '@/lib/graph/wiring'
import type { RunView, StepView } from '@/lib/runs/schema'
import { useStore } from '../draft/store'
import { lazyPart } from '@/components/ui/lazy-part'
import { SamplePanel } from '../sample/lazy-sample'
import { useDesigner, type Shown } from './designer-context'

// Tables, charts and logs weigh more than the canvas; they come when somebody looks at data.
const OutputView = lazyPart(() => import('@/components/results/output-view').then((module) => module.OutputView), { loading: () => <SkeletonRows rows={6} /> })
const RunLog = lazyPart(() => import('@/components/runs/log/run-log').then((module) => module.RunLog), { loading: () => <SkeletonRows rows={6} /> })

export type DrawerTab = 'sample' | 'results' | 'log'

export interface DrawerContentProps {
  /** The latest run; null before the first. */
  view: RunView | null
  /** What became of the step in it. */
  step: StepView | undefined
  open: Shown
  /** The step's id; empty where none is selected. */
  node: string
  /** Whether samples can be shown here. */
  samples: boolean
  tab: DrawerTab | null
  onTab: (tab: DrawerTab) => void
}

/** What one step would give as it is drawn, what came out of it in the latest run, and what it wrote. */
export function DrawerContent({ view, step, open, node, samples, tab: asked, onTab }: DrawerContentProps) {
  const { shown, run, draft } = useDesigner()
  const stale = useStore(run, (state) => step !== undefined && state.stale.has(step.node))
  const drawn = useStore(draft.graph, (graph) => graph.nodes.find((other) => other.id === node))
  const ports = step ? shownPorts(step) : []
  const port = open.port && ports.includes(open.port) ? open.port : ports[0]
  const label = (name: string) => findComponent(step?.component ?? '')?.outputs.find((other) => other.name === name)?.label ?? name
  // Why a step failed comes before what it might give.
  const tab = asked ?? (samples && drawn && ports.length === 0 && step?.state !== 'failed' ? 'sample' : 'results')
  return (
    <>
      <div className="flex h-9 shrink-0 items-center gap-3 border-b border-line px-3">
        <Tabs value={tab} onValueChange={(value) => onTab(value as DrawerTab)}>
          <TabsList className="border-b-0">
            {samples && <Tab value="sample">Sample</Tab>}
            {view && <Tab value="results">Results</Tab>}
            {view && <Tab value="log">Log</Tab>}
          </TabsList>
        </Tabs>
        {(drawn ?? step) && <span className="min-w-0 truncate font-medium">{drawn ? titleOf(drawn) : step!.name}</span>}
        {tab === 'results' && stale && view && <span className="text-sm whitespace-nowrap text-warning">as it was in run {view.number}; the step has changed since</span>}
        {tab === 'results' && step && ports.length > 1 && (
          <Segmented aria-label="Output" value={port!} onValueChange={(next) => shown.set({ node: step.node, port: next })} options={ports.map((name) => ({ value: name, label: label(name) }))} />
        )}
        <Button variant="ghost" size="sm" icon={X} aria-label={view ? 'Close the results' : 'Close the sample'} className="ml-auto" onClick={() => shown.set(null)} />
      </div>
      <div className="min-h-0 flex-1 overflow-auto">
        {tab === 'sample' ? (
          drawn ? (
            <SamplePanel key={node} node={node} port={open.port} onPort={(next) => shown.set({ node, port: next })} />
          ) : (
            <p className="p-6 text-center text-muted">Select a step to see what it gives.</p>
          )
        ) : tab === 'log' && view ? (
          <RunLog run={view} node={step?.node ?? null} onNode={(next) => shown.set({ node: next ?? '', port: null })} />
        ) : view && step && port ? (
          <div className="p-3">
            <OutputView run={view} step={step.node} port={port} output={step.outputs[port]!} />
          </div>
        ) : step?.state === 'failed' ? (
          <ErrorNote
            title={`It failed in run ${view!.number}`}
            className="m-3"
            action={
              <Button size="sm" onClick={() => onTab('log')}>
                Read the log
              </Button>
            }
          >
            {step.message}
          </ErrorNote>
        ) : (
          <p className="p-6 text-center text-muted">{whyNothing(step)}</p>
        )}
      </div>
    </>
  )
}

function whyNothing(step: StepView | undefined): string {
  if (!step) return 'Select a step, a connection or a port to see its data.'
  if (step.waitReason) return `It waits: ${step.waitReason}`
  if (step.state === 'running') return 'It is running; its results appear here.'
  return step.message || 'The step gave nothing in this run.'
}
