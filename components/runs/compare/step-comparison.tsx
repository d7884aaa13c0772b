'use client'

import { useId, useState } from 'react'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { ChangeList } from '@/components/pipelines/designer/versions/change-list'
import { Button } from '@/components/ui/button'
import { formatInteger } from '@/components/ui/format'
import { Status } from '@/components/ui/status'
import { tableWords, type OutputChange, type StepChange } from '@/lib/results/compare-runs'
import type { RunView } from '@/lib/runs/schema'
import { stepStatus } from '../status'
import { ColumnComparison } from './column-comparison'
import { EvaluationComparison } from './evaluation-comparison'
import { MetricTable } from './metric-table'

export interface StepComparisonProps {
  step: StepChange
  before: RunView
  after: RunView
}

/** What is different in one step: its settings first, then what came out. */
export function StepComparison({ step, before, after }: StepComparisonProps) {
  const title = useId()
  const names = { before: `Run ${before.number}`, after: `Run ${after.number}` }
  return (
    <section aria-labelledby={title} className="@container flex min-w-0 flex-col gap-2 rounded-md border border-line bg-surface p-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 id={title} className="font-semibold">
          {step.name}
        </h3>
        {step.before === null ? (
          <span className="text-sm text-muted">only in {names.after}</span>
        ) : step.after === null ? (
          <span className="text-sm text-muted">only in {names.before}</span>
        ) : (
          step.before.state !== step.after.state && (
            <span className="flex items-center gap-1.5 text-sm">
              <Status status={stepStatus(step.before)} plain /> → <Status status={stepStatus(step.after)} plain />
            </span>
          )
        )}
      </div>
      {step.before && step.after && (step.changes.length > 0 ? <ChangeList changes={step.changes} /> : <p className="text-sm text-muted">The same settings; what came before it differs.</p>)}
      {step.metrics.length > 0 && step.before && step.after && !step.outputs.some(({ after: output }) => output?.type === 'evaluation') && <MetricTable metrics={step.metrics} {...names} label={`Metrics of ${step.name}`} />}
      {step.outputs.map((output) => (
        <OutputComparison key={output.port} output={output} node={step.node} before={before} after={after} />
      ))}
    </section>
  )
}

function OutputComparison({ output, node, before, after }: { output: OutputChange; node: string; before: RunView; after: RunView }) {
  const [open, setOpen] = useState(false)
  if (output.same) return <p className="text-sm text-muted">{output.port}: the same, byte for byte</p>
  if (!output.before || !output.after) return <p className="text-sm text-muted">{output.port}: only in run {output.before ? before.number : after.number}</p>
  if (output.after.type === 'evaluation') return <EvaluationComparison node={node} port={output.port} before={before} after={after} outputs={{ before: output.before, after: output.after }} />
  if (!output.table) return <p className="text-sm text-muted">{output.port}: another {output.after.type}</p>
  return (
    <div className="min-w-0">
      <p className="flex flex-wrap items-center gap-x-2 text-sm tabular">
        <span className="font-medium">{output.port}</span> {tableWords(output.table, formatInteger)}
        <Button variant="ghost" size="sm" icon={open ? ChevronDown : ChevronRight} aria-expanded={open} onClick={() => setOpen(!open)}>
          Columns
        </Button>
      </p>
      {open && <ColumnComparison before={output.before.digest} after={output.after.digest} names={[`Run ${before.number}`, `Run ${after.number}`]} />}
    </div>
  )
}
