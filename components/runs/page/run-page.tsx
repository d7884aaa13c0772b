'use client'

import { useEffect, useMemo } from 'react'
import dynamic from 'next/dynamic'
import { prepareGantt } from '@/components/charts/prepare/gantt'
import { Crumb } from '@/components/shell/crumb'
import { useKeys } from '@/components/shell/keys'
import { cn } from '@/components/ui/cn'
import { ErrorNote } from '@/components/ui/error-note'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Tab, TabPanel, Tabs, TabsList } from '@/components/ui/tabs'
import { stepsByNode } from '@/lib/runs/group-step'
import type { RunView } from '@/lib/runs/schema'
import type { OwnVersion } from '@/lib/workspace-components/schema'
import { useOwnShown } from '@/components/workspace-components/use-own-shown'
import { noResultParams } from '@/components/results/result-params'
import { isFinal } from '../status'
import { RenderedAt, useNow } from '../use-now'
import { useRun } from '../use-run'
import { useUrlState } from '../use-url-state'
import { RunHeader } from './run-header'
import { RunSteps } from './run-steps'
import { StepPanel } from './step-panel'

const loading = () => <SkeletonRows rows={8} className="p-6" />
const RunCanvas = dynamic(() => import('../canvas/run-canvas'), { ssr: false, loading })
const GanttChart = dynamic(() => import('@/components/charts/gantt-chart').then((module) => module.GanttChart), { ssr: false, loading })
const CompareRuns = dynamic(() => import('../compare/compare-runs'), { ssr: false, loading })
const RunLog = dynamic(() => import('../log/run-log').then((module) => module.RunLog), { ssr: false, loading })

const tabs = ['graph', 'timeline', 'steps', 'log', 'compare'] as const
const panelClass = 'min-h-0 flex-1 data-[state=inactive]:hidden'

export interface RunPageProps {
  id: string
  /** As the server read it for the first drawing. */
  initial: RunView
  /** The workspace's own components, where the run has steps of any. */
  own: OwnVersion[]
  renderedAt: number
}

export function RunPage({ renderedAt, ...rest }: RunPageProps) {
  return (
    <RenderedAt value={renderedAt}>
      <Run {...rest} />
    </RenderedAt>
  )
}

/** A run: its graph, its timeline, its steps and its log, and beside them the step that is chosen. */
function Run({ id, initial, own }: Omit<RunPageProps, 'renderedAt'>) {
  const shown = useOwnShown(own)
  const query = useRun(id, initial)
  const url = useUrlState()
  useKeys('Run', [
    { keys: '1', label: 'Graph', run: () => url.set({ tab: null }) },
    { keys: '2', label: 'Timeline', run: () => url.set({ tab: 'timeline' }) },
    { keys: '3', label: 'Steps', run: () => url.set({ tab: 'steps' }) },
    { keys: '4', label: 'Log', run: () => url.set({ tab: 'log' }) },
    { keys: '5', label: 'Compare', run: () => url.set({ tab: 'compare' }) },
    { keys: 'escape', label: 'Close the step' },
  ])
  const run = query.data ?? initial
  const wanted = url.get('tab')
  const tab = tabs.find((name) => name === wanted) ?? 'graph'
  const step = stepsByNode(run).get(url.get('step') ?? '') ?? null
  const wide = step !== null && url.get('wide') === '1'
  const select = (node: string | null, port?: string) => url.set({ ...noResultParams, step: node, port: port ?? null, ...(node === null ? { wide: null } : {}) })

  return (
    <div className="flex h-full min-h-0 flex-col">
      <Crumb label={`Run ${run.number}`} />
      {/* On a small screen a step is a page of its own. */}
      <div className={cn(step && 'max-lg:hidden')}>
        <RunHeader run={run} onSelect={(node) => select(node)} />
      </div>
      {query.error && <ErrorNote title="The connection to the studio is lost; this is how the run stood last" error={query.error} className="mx-6 mb-2" />}
      <EscapeCloses active={step !== null} onClose={() => select(null)} />
      <div className={cn('flex min-h-0 flex-1 border-line', step ? 'lg:border-t' : 'border-t')}>
        <Tabs value={tab} onValueChange={(value) => url.set({ tab: value === 'graph' ? null : value })} className={cn('flex min-w-0 flex-1 flex-col', step && 'max-lg:hidden', wide && 'lg:hidden')}>
          <TabsList className="shrink-0 px-6 max-sm:px-4">
            <Tab value="graph">Graph</Tab>
            <Tab value="timeline">Timeline</Tab>
            <Tab value="steps">Steps</Tab>
            <Tab value="log">Log</Tab>
            <Tab value="compare">Compare</Tab>
          </TabsList>
          <TabPanel value="graph" className={panelClass}>
            <RunCanvas key={shown} run={run} selected={step?.node ?? null} onSelect={select} />
          </TabPanel>
          <TabPanel value="timeline" className={cn(panelClass, 'overflow-y-auto px-6 py-4 max-sm:px-4')}>
            <Timeline run={run} selected={step?.node ?? null} onSelect={select} />
          </TabPanel>
          <TabPanel value="steps" className={cn(panelClass, 'overflow-y-auto px-6 py-4 max-sm:px-4')}>
            <RunSteps run={run} selected={step?.node ?? null} onSelect={select} />
          </TabPanel>
          <TabPanel value="log" className={panelClass}>
            <RunLog run={run} node={url.get('log')} onNode={(node) => url.set({ log: node })} />
          </TabPanel>
          <TabPanel value="compare" className={cn(panelClass, 'overflow-y-auto')}>
            <CompareRuns run={run} />
          </TabPanel>
        </Tabs>
        {step && (
          <div className={cn('min-h-0 min-w-0 border-line max-lg:flex-1', wide ? 'flex-1' : 'w-[440px] border-l max-lg:w-auto max-lg:border-l-0 2xl:w-[560px]')}>
            <StepPanel
              run={run}
              step={step}
              port={url.get('port')}
              wide={wide}
              onPort={(port) => url.set({ ...noResultParams, port })}
              onWide={(next) => url.set({ wide: next ? '1' : null })}
              onLog={() => url.set({ ...noResultParams, tab: 'log', log: logNode(run, step.node), step: null, port: null, wide: null })}
              onSelect={select}
              onClose={() => select(null)}
            />
          </div>
        )}
      </div>
    </div>
  )
}

/** Whose lines to show: for a card that stands for several steps those of the one that failed, else all. */
function logNode(run: RunView, node: string): string | null {
  const group = run.groups.find((other) => other.node === node)
  if (!group) return node
  return run.steps.find((step) => group.inside.includes(step.node) && step.state === 'failed')?.node ?? null
}

function Timeline({ run, selected, onSelect }: { run: RunView; selected: string | null; onSelect: (node: string) => void }) {
  const now = useNow(!isFinal(run), run.steps.length > 200 ? 1000 : 250)
  const spec = useMemo(() => prepareGantt(run, now), [run, now])
  return <GanttChart spec={spec} name={`run-${run.number}`} selected={selected} onSelect={onSelect} />
}

function EscapeCloses({ active, onClose }: { active: boolean; onClose: () => void }) {
  useEffect(() => {
    if (!active) return
    const press = (event: KeyboardEvent) => {
      // An open menu or dialog takes Escape for itself.
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"][data-state="open"]')) onClose()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [active, onClose])
  return null
}
