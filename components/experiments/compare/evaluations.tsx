'use client'

import { useMemo, useState } from 'react'
import { Target } from 'lucide-react'
import { ConfusionMatrix } from '@/components/charts/confusion-matrix'
import { LineChart } from '@/components/charts/line-chart'
import { prepareConfusion } from '@/components/charts/prepare/confusion'
import { overlayRunCurves, type EvaluatedRun } from '@/components/charts/prepare/overlay-runs'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import type { ComparedRun } from '@/lib/comparison/schema'
import type { ClassificationEvaluation } from '@/lib/results/evaluation'
import { EvaluationPictures } from './evaluation-pictures'
import type { LineRun } from './metric-lines'
import { useEvaluations, type FoundEvaluation } from './use-evaluations'

export interface EvaluationsProps {
  runs: readonly ComparedRun[]
  looks: readonly LineRun[]
  hidden: ReadonlySet<string>
}

const MOST = 12

/** Curves over each other and confusion matrices side by side, of steps that evaluate a model and of what clients have logged. */
export default function Evaluations({ runs, looks, hidden }: EvaluationsProps) {
  const seen = useMemo(() => runs.filter(({ id }) => !hidden.has(id)), [runs, hidden])
  const asked = useMemo(() => seen.slice(0, MOST), [seen])
  const { error, pending, found, pictures, retry } = useEvaluations(asked)
  if (error) return <ErrorNote title="The evaluations could not be read" error={error} action={<Button size="sm" onClick={retry}>Try again</Button>} />
  if (pending) return <SkeletonRows rows={8} />
  // A run whose numbers are drawn needs no picture of them.
  const drawn = new Set(found.map(({ run }) => run))
  const pictured = pictures.filter(({ run }) => !drawn.has(run) || !found.some((one) => one.run === run && one.evaluation.kind === 'classification' && one.evaluation.curves.length > 0))
  if (found.length === 0 && pictured.length === 0) {
    return (
      <EmptyState icon={Target} title="None of these runs has an evaluation">
        Runs of pipelines with the step “Evaluate model” have one, and so have runs of mlflow.evaluate and mlflow.autolog(). A script may log its own: roc_curve.csv with the columns fpr and tpr, or confusion_matrix.json with classes and matrix.
      </EmptyState>
    )
  }
  return (
    <div className="flex flex-col gap-6">
      {seen.length > MOST && <p className="text-muted">The first {MOST} of {seen.length} runs in sight. Hide some to see others.</p>}
      {found.length > 0 && <Overlaid found={found} looks={looks} />}
      {pictured.length > 0 && <EvaluationPictures pictures={pictured} looks={looks} />}
    </div>
  )
}

type Side = EvaluatedRun & { rest: FoundEvaluation['rest'] }

function Overlaid({ found, looks }: { found: FoundEvaluation[]; looks: readonly LineRun[] }) {
  const kinds = [...new Set(found.map(({ kind }) => kind))]
  const [chosen, choose] = useState(kinds[0]!)
  const kind = kinds.includes(chosen) ? chosen : kinds[0]!
  const sides = found.flatMap(({ run, kind: own, evaluation, rest }): Side[] => {
    const look = looks.find(({ id }) => id === run)
    return own === kind && look && evaluation.kind === 'classification' ? [{ look, evaluation, rest }] : []
  })
  const classes = [...new Set(sides.flatMap(({ evaluation, rest }) => [...evaluation.curves.map(({ label }) => label), ...[...rest.keys()].filter((key) => key !== 'positive' || rest.size > 1)]))]
  const [picked, pick] = useState<string>()
  const label = picked !== undefined && classes.includes(picked) ? picked : classes[0]
  const curves = (of: 'roc' | 'recall') => {
    const drawn = sides.filter(({ evaluation }) => evaluation.curves.some((curve) => curve.label === label && (of === 'roc' ? curve.roc.fpr : curve.pr.recall).length > 0))
    return label !== undefined && drawn.length > 0 && <LineChart key={`${of} ${label} ${drawn.length}`} spec={overlayRunCurves(drawn, label, of)} />
  }
  return (
    <div className="flex flex-col gap-4">
      {(kinds.length > 1 || classes.length > 1) && <div className="flex flex-wrap items-center gap-4">
        {kinds.length > 1 && (
          <label className="flex items-center gap-2">
            Evaluation
            <Select aria-label="Evaluation" size="sm" className="w-56" value={kind} onValueChange={choose} options={kinds.map((name) => ({ value: name, label: name }))} />
          </label>
        )}
        {classes.length > 1 && (
          <label className="flex items-center gap-2">
            Curves of
            <Select aria-label="Class" size="sm" className="w-44" value={label} onValueChange={pick} options={classes.map((value) => ({ value, label: value }))} />
          </label>
        )}
      </div>}
      {sides.length === 0 ? (
        <EmptyState icon={Target} title="These evaluations are of numbers">Their errors are in the table of metrics; curves and confusion matrices are for classes.</EmptyState>
      ) : (
        <div className="grid min-w-0 grid-cols-1 items-start gap-4 @4xl:grid-cols-2">
          {curves('roc')}
          {curves('recall')}
          {sides.map((side) => (
            <Matrix key={side.look.id} side={side} label={label} />
          ))}
        </div>
      )}
    </div>
  )
}

/** The whole matrix where it is known, else that of the chosen class against the rest. */
function Matrix({ side: { look, evaluation, rest }, label }: { side: Side; label: string | undefined }) {
  // Of two classes there is one matrix, whichever class the curves are of.
  const only = rest.size === 1 && rest.has('positive') ? 'positive' : label
  const counts = only === undefined ? undefined : rest.get(only)
  if (evaluation.confusion.length > 0) return <ConfusionMatrix spec={{ ...prepareConfusion(evaluation), title: `Confusion matrix, ${look.name}` }} />
  if (only === undefined || !counts) return null
  const against: ClassificationEvaluation = { ...evaluation, classes: [only, only === 'positive' ? 'negative' : 'all others'], confusion: counts, rows: counts.flat().reduce((sum, count) => sum + count, 0) }
  const spec = prepareConfusion(against)
  return <ConfusionMatrix spec={{ ...spec, title: `${only === 'positive' ? 'Confusion matrix' : `${only} against the rest`}, ${look.name}`, ...(only !== 'positive' && { subtitle: `${spec.subtitle}. The client logged no more than the counts of each class` }) }} />
}
