'use client'

import { useMemo, useState } from 'react'
import { useQueries } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { Target } from 'lucide-react'
import { ConfusionMatrix } from '@/components/charts/confusion-matrix'
import { LineChart } from '@/components/charts/line-chart'
import { prepareConfusion } from '@/components/charts/prepare/confusion'
import { overlayRunCurves, type EvaluatedRun } from '@/components/charts/prepare/overlay-runs'
import { outputPath } from '@/components/results/use-output'
import { fetchRun, runKeys } from '@/components/runs/queries'
import { useApi, type Api } from '@/components/ui/api-client'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ComparedRun } from '@/lib/comparison/schema'
import { Evaluation } from '@/lib/results/evaluation'
import type { LineRun } from './metric-lines'

export interface EvaluationsProps {
  runs: readonly ComparedRun[]
  looks: readonly LineRun[]
  hidden: ReadonlySet<string>
}

const MOST = 12

interface Found {
  run: string
  step: string
  evaluation: Evaluation
}

/** Every evaluation that the steps of a pipeline's run have written. */
async function evaluationsOf(api: Api, run: string, pipelineRun: string): Promise<Found[]> {
  const view = await fetchRun(api, pipelineRun)
  const outputs = view.steps.flatMap((step) => Object.entries(step.outputs).flatMap(([port, output]) => (output.type === 'evaluation' ? [{ step, port }] : [])))
  const read = await Promise.all(outputs.map(async ({ step, port }) => ({ step: step.name, parsed: z.safeParse(Evaluation, await api.get(outputPath({ run: view, step: step.node, port }))) })))
  return read.flatMap(({ step, parsed }) => (parsed.success ? [{ run, step, evaluation: parsed.data }] : []))
}

/** Curves over each other and confusion matrices side by side, of runs of pipelines that evaluate a model. */
export default function Evaluations({ runs, looks, hidden }: EvaluationsProps) {
  const api = useApi()
  const { slug } = useWorkspace()
  const asked = runs.filter((run) => run.pipelineRunId !== null && !hidden.has(run.id)).slice(0, MOST)
  const queries = useQueries({ queries: asked.map((run) => ({ queryKey: [...runKeys.run(slug, run.pipelineRunId!), 'evaluations'], queryFn: () => evaluationsOf(api, run.id, run.pipelineRunId!), staleTime: 60_000 })) })
  const error = queries.find((query) => query.error)?.error
  const found = queries.flatMap((query) => query.data ?? [])
  if (error) return <ErrorNote title="The evaluations could not be read" error={error} />
  if (queries.some(({ isPending }) => isPending)) return <SkeletonRows rows={8} />
  if (found.length === 0) {
    return (
      <EmptyState icon={Target} title="None of these runs has an evaluation">
        Runs of pipelines with the step “Evaluate model” have one. Confusion matrices and curves that a client logged as pictures are under “Pictures”.
      </EmptyState>
    )
  }
  return <Overlaid found={found} looks={looks} left={runs.filter((run) => run.pipelineRunId !== null && !hidden.has(run.id)).length - asked.length} />
}

function Overlaid({ found, looks, left }: { found: Found[]; looks: readonly LineRun[]; left: number }) {
  const kinds = [...new Set(found.map(({ step, evaluation }) => `${step}: ${evaluation.target}`))]
  const [kind, setKind] = useState(kinds[0]!)
  const chosen = found.filter(({ step, evaluation }) => `${step}: ${evaluation.target}` === kind)
  const sides = useMemo(
    () => chosen.flatMap(({ run, evaluation }): EvaluatedRun[] => (evaluation.kind === 'classification' ? [{ look: looks.find(({ id }) => id === run)!, evaluation }] : [])),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [found, kind, looks],
  )
  const classes = [...new Set(sides.flatMap(({ evaluation }) => evaluation.curves.map(({ label }) => label)))]
  const [picked, pick] = useState<string>()
  const label = picked !== undefined && classes.includes(picked) ? picked : classes[0]
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-4">
        {kinds.length > 1 && (
          <label className="flex items-center gap-2">
            Evaluation
            <Select aria-label="Evaluation" size="sm" className="w-56" value={kind} onValueChange={setKind} options={kinds.map((name) => ({ value: name, label: name }))} />
          </label>
        )}
        {classes.length > 1 && (
          <label className="flex items-center gap-2">
            Curves of
            <Select aria-label="Class" size="sm" className="w-44" value={label} onValueChange={pick} options={classes.map((value) => ({ value, label: value }))} />
          </label>
        )}
        {left > 0 && <p className="text-muted">The first {MOST} of {MOST + left} runs in sight. Hide some to see others.</p>}
      </div>
      {sides.length === 0 ? (
        <EmptyState icon={Target} title="These evaluations are of numbers">Their errors are in the table of metrics; curves and confusion matrices are for classes.</EmptyState>
      ) : (
        <div className="grid min-w-0 grid-cols-1 items-start gap-4 @4xl:grid-cols-2">
          {label !== undefined && <LineChart key={`roc ${label} ${sides.length}`} spec={overlayRunCurves(sides, label, 'roc')} />}
          {label !== undefined && <LineChart key={`pr ${label} ${sides.length}`} spec={overlayRunCurves(sides, label, 'recall')} />}
          {sides.map(({ look, evaluation }) => (
            <ConfusionMatrix key={look.id} spec={{ ...prepareConfusion(evaluation), title: `Confusion matrix, ${look.name}` }} />
          ))}
        </div>
      )}
    </div>
  )
}
