'use client'

import { useState } from 'react'
import { X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/segmented'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Tab, Tabs, TabsList } from '@/components/ui/tabs'
import { findComponent } from '@/lib/catalog'
import type { RunView, StepView } from '@/lib/runs/schema'
import { useStore } from '../draft/store'
import { lazyPart } from '../lazy-part'
import { useDesigner, type Shown } from './designer-context'

// Tables, charts and logs weigh more than the canvas; they come when somebody looks at data.
const OutputView = lazyPart(() => import('@/components/results/output-view').then((module) => module.OutputView), { loading: () => <SkeletonRows rows={6} /> })
const RunLog = lazyPart(() => import('@/components/runs/log/run-log').then((module) => module.RunLog), { loading: () => <SkeletonRows rows={6} /> })

/** What came out of one step, and what it wrote. */
export function DrawerContent({ view, step, open }: { view: RunView; step: StepView | undefined; open: Shown }) {
  const { shown, run } = useDesigner()
  const [tab, setTab] = useState<'results' | 'log'>('results')
  const stale = useStore(run, (state) => step !== undefined && state.stale.has(step.node))
  const ports = Object.keys(step?.outputs ?? {})
  const port = open.port && ports.includes(open.port) ? open.port : ports[0]
  const label = (name: string) => findComponent(step?.component ?? '')?.outputs.find((other) => other.name === name)?.label ?? name
  return (
    <>
      <div className="flex h-9 shrink-0 items-center gap-3 border-b border-line px-3">
        <Tabs value={tab} onValueChange={(value) => setTab(value as 'results' | 'log')}>
          <TabsList className="border-b-0">
            <Tab value="results">Results</Tab>
            <Tab value="log">Log</Tab>
          </TabsList>
        </Tabs>
        {step && <span className="min-w-0 truncate font-medium">{step.name}</span>}
        {stale && <span className="text-sm whitespace-nowrap text-warning">as it was in run {view.number}; the step has changed since</span>}
        {tab === 'results' && step && ports.length > 1 && (
          <Segmented aria-label="Output" value={port!} onValueChange={(next) => shown.set({ node: step.node, port: next })} options={ports.map((name) => ({ value: name, label: label(name) }))} />
        )}
        <Button variant="ghost" size="sm" icon={X} aria-label="Close the results" className="ml-auto" onClick={() => shown.set(null)} />
      </div>
      <div className="min-h-0 flex-1 overflow-auto">
        {tab === 'log' ? (
          <RunLog run={view} node={step?.node ?? null} onNode={(node) => shown.set({ node: node ?? '', port: null })} />
        ) : step && port ? (
          <div className="p-3">
            <OutputView run={view} step={step.node} port={port} output={step.outputs[port]!} />
          </div>
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
