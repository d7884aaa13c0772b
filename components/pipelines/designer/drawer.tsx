'use client'

import { useRef, useState } from 'react'
import dynamic from 'next/dynamic'
import { X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/segmented'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Tab, Tabs, TabsList } from '@/components/ui/tabs'
import { findComponent } from '@/lib/catalog'
import type { RunView, StepView } from '@/lib/runs/schema'
import { useStore } from '../draft/store'
import { useDesigner, type Shown } from './designer-context'

// Tables, charts and logs weigh more than the canvas; they come when somebody looks at data.
const OutputView = dynamic(() => import('@/components/results/output-view').then((module) => module.OutputView), { ssr: false, loading: () => <SkeletonRows rows={6} /> })
const RunLog = dynamic(() => import('@/components/runs/log/run-log').then((module) => module.RunLog), { ssr: false, loading: () => <SkeletonRows rows={6} /> })

const least = 140

/** Below the canvas: what came out of the port, edge or step that was pressed. */
export function Drawer() {
  const { shown, run, selection } = useDesigner()
  const open = useStore(shown)
  const view = useStore(run, (state) => state.view)
  const chosen = useStore(selection, (value) => value.nodes[0])
  const [height, setHeight] = useState(320)
  if (!open || !view) return null
  const node = open.node || chosen || ''
  return (
    <section aria-label="Results" style={{ height }} className="relative flex max-h-[75%] shrink-0 flex-col border-t border-line bg-surface">
      <Grip height={height} onHeight={setHeight} />
      <Content key={view.id} view={view} step={view.steps.find((step) => step.node === node)} open={open} />
    </section>
  )
}

function Content({ view, step, open }: { view: RunView; step: StepView | undefined; open: Shown }) {
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

/** Drag, or the arrow keys, to change the height. The drag moves the element itself; React hears of it at the end. */
function Grip({ height, onHeight }: { height: number; onHeight: (height: number) => void }) {
  const start = useRef<{ y: number; height: number; at: number }>(null)
  return (
    <div
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the results"
      aria-valuenow={height}
      aria-valuemin={least}
      tabIndex={0}
      className="absolute inset-x-0 -top-1 z-10 h-2 cursor-row-resize touch-none hover:bg-ring/30"
      onPointerDown={(event) => {
        start.current = { y: event.clientY, height: event.currentTarget.parentElement!.clientHeight, at: height }
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        if (!start.current) return
        start.current.at = Math.max(least, start.current.height + start.current.y - event.clientY)
        event.currentTarget.parentElement!.style.height = `${start.current.at}px`
      }}
      onPointerUp={() => {
        if (start.current) onHeight(start.current.at)
        start.current = null
      }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowUp') onHeight(height + 40)
        else if (event.key === 'ArrowDown') onHeight(Math.max(least, height - 40))
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    />
  )
}
