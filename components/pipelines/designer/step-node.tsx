'use client'

import { memo, useMemo, useSyncExternalStore } from 'react'
import Link from 'next/link'
import { PencilLine } from 'lucide-react'
import type { NodeProps } from '@xyflow/react'
import { filledCount, findComponent, onFilled } from '@/lib/catalog'
import type { Port } from '@/lib/catalog/types'
import { describeStep } from '@/lib/graph/describe-step'
import { valuesOf } from '@/lib/graph/parameters'
import type { GraphNode } from '@/lib/graph/schema'
import { passWords } from '@/lib/runs/pass-words'
import type { StepView } from '@/lib/runs/schema'
import { formatDuration, formatInteger } from '@/components/ui/format'
import type { StatusName } from '@/components/ui/status'
import { useStore } from '../draft/store'
import { StepCard, type CardPort } from '../step-card'
import { CommentBadge } from './comments/comment-badge'
import { noProblems, useDesigner } from './designer-context'
import type { StepNode as StepNodeType } from './flow-elements'
import { FarCard } from './far-card'
import { OffBadge } from './off-badge'
import { endKey } from './open-ends'
import { ProblemBadge } from './problem-badge'
import { StepName } from './step-name'

/** One step on the canvas. */
export const StepNode = memo(function StepNode({ data: { step }, selected }: NodeProps<StepNodeType>) {
  const far = useStore(useDesigner().far)
  return far ? <FarCard step={step} selected={selected} /> : <NearCard step={step} selected={selected} />
})

/** Subscribes to what concerns the step alone, so that a change elsewhere does not draw it again. */
const NearCard = memo(function NearCard({ step, selected }: { step: GraphNode; selected?: boolean }) {
  const { id } = step
  const designer = useDesigner()
  const problems = useStore(designer.checked, (checked) => checked.byNode.get(id) ?? noProblems)
  const off = useStore(designer.checked, ({ analysis }) => analysis.inactive.get(id)?.word)
  const fits = useStore(designer.wiring, (wiring) => (wiring ? wiring.nodes.has(id) : null))
  const ports = useStore(designer.wiring, (wiring) => (wiring?.nodes.has(id) ? wiring.ports : null))
  const ran = useStore(designer.run, (run) => run.byNode.get(id))
  const stale = useStore(designer.run, (run) => run.stale.has(id))
  const renaming = useStore(designer.panel, (panel) => panel?.kind === 'rename' && panel.node === id)

  const component = findComponent(step.component)
  const parameters = useStore(designer.draft.graph, (graph) => graph.parameters)
  const filled = useSyncExternalStore(onFilled, filledCount, filledCount)
  // `filled`: what a step says is known once its declaration is there.
  const line = useMemo(() => (component?.pending ? designer.first.lines[id] : undefined) ?? describeStep(step, valuesOf({ parameters })), [step, component?.pending, designer, id, parameters, filled])
  const withState = (list: Port[], side: 'in' | 'out'): CardPort[] =>
    list.map((port) => ({
      name: port.name,
      label: port.label,
      type: port.type,
      shape: side === 'out' && !stale ? outputShape(ran, port.name) : undefined,
      fit: fits === null ? undefined : ports?.has(endKey(side, id, port.name)) ? 'fits' : 'fades',
    }))
  return (
    <StepCard
      name={<StepName step={step} title={component?.name ?? step.component} editing={renaming} />}
      icon={component?.icon ?? 'box'}
      category={component?.category ?? ''}
      line={line}
      inputs={withState(component?.inputs ?? [], 'in')}
      outputs={withState(component?.outputs ?? [], 'out')}
      small={step.collapsed}
      comments={<CommentBadge node={id} />}
      badge={off ? <OffBadge id={id} word={off} /> : problems.length > 0 && <ProblemBadge node={id} problems={problems} />}
      off={off !== undefined}
      selected={selected}
      dimmed={fits === false}
      readOnly={!designer.canEdit}
      state={ran && stateOf(ran)}
      duration={ran && durationOf(ran)}
      note={stale ? <Edited /> : ran?.reused ? <ReusedFrom reused={ran.reused} /> : passWords(ran)}
      stateTitle={ran?.waitReason ?? (ran?.message || ran?.reuseNote || undefined)}
      onPortClick={(port) => designer.shown.set({ node: id, port })}
    />
  )
})

function ReusedFrom({ reused }: { reused: NonNullable<StepView['reused']> }) {
  const { workspace } = useDesigner()
  return (
    <Link className="nodrag nopan link" href={`/w/${workspace}/runs/${reused.runId}`} title="The run that computed it">
      run {reused.runNumber}
    </Link>
  )
}

function Edited() {
  return (
    <span title="Changed since this run: run again to bring the result up to date" className="inline-flex items-center gap-1 text-warning">
      <PencilLine aria-hidden className="size-3" />
      edited
    </span>
  )
}

export function stateOf(step: StepView): StatusName {
  return step.state === 'succeeded' && step.reused ? 'reused' : step.state
}

function durationOf(step: StepView): string | undefined {
  if (!step.startedAt || !step.endedAt || step.reused) return undefined
  return formatDuration(Date.parse(step.endedAt) - Date.parse(step.startedAt))
}

/** `344 × 7` for a table, else nothing. */
export function outputShape(step: StepView | undefined, port: string): string | undefined {
  const meta = step?.outputs[port]?.meta as { rows?: unknown; columns?: unknown } | undefined
  if (typeof meta?.rows !== 'number' || !Array.isArray(meta.columns)) return undefined
  return `${formatInteger(meta.rows)} × ${meta.columns.length}`
}
