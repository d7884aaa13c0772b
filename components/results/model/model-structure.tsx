'use client'

import { useMemo, useState } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { BarChart } from '@/components/charts/bar-chart'
import { prepareCoefficients } from '@/components/charts/prepare/coefficients'
import { prepareTree } from '@/components/charts/prepare/tree'
import { TreeChart } from '@/components/charts/tree-chart'
import { useUrlState } from '@/components/runs/use-url-state'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { StructureView } from '@/lib/results/model-structure'
import type { ResultProps } from '../registry'
import { outputPath } from '../use-output'

const FIRST_DEPTH = 3
const treeAlgorithms = ['decision_tree', 'random_forest', 'extra_trees']
const linearAlgorithms = ['logistic_regression', 'linear_regression', 'ridge', 'lasso', 'elastic_net']

/** The inside of a model: a tree to walk through, or the coefficients. Nothing for algorithms that have neither. */
export default function ModelStructure({ algorithm, target, ...props }: ResultProps & { algorithm: string; target: string }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const url = useUrlState()
  const wanted = Math.max(0, Math.round(Number(url.get('tree')) || 1) - 1)
  const known = [...treeAlgorithms, ...linearAlgorithms].includes(algorithm)
  const query = useQuery({
    queryKey: ['structure', slug, props.output.digest, wanted],
    queryFn: () => api.get<StructureView>(`${outputPath(props)}/structure?tree=${wanted}`),
    staleTime: Infinity,
    enabled: known,
    placeholderData: keepPreviousData,
  })
  if (!known) return null
  if (query.error) return <ErrorNote title="The inside of the model could not be read" error={query.error} action={wanted > 0 ? <Button size="sm" onClick={() => url.set({ tree: null })}>Show the first tree</Button> : undefined} />
  if (!query.data) return <SkeletonRows rows={6} />
  if (query.data.kind === 'none') return <p className="text-sm text-muted">This model was trained before its inside was kept. Rerun the step without reuse to see {treeAlgorithms.includes(algorithm) ? 'its trees' : 'its coefficients'}.</p>
  if (query.data.kind === 'linear') return <Coefficients structure={query.data} target={target} />
  return <Trees key={query.data.index} view={query.data} target={target} onTree={(index) => url.set({ tree: index === 0 ? null : String(index + 1) })} />
}

function Coefficients({ structure, target }: { structure: Extract<StructureView, { kind: 'linear' }>; target: string }) {
  const [place, setPlace] = useState(0)
  const spec = useMemo(() => prepareCoefficients(structure, target, place), [structure, target, place])
  return (
    <BarChart
      key={place}
      spec={spec}
      controls={
        structure.classes &&
        structure.coefficients.length > 1 && (
          <div className="px-3 pt-2">
            <Select aria-label="Class" size="sm" className="w-44" value={String(place)} onValueChange={(next) => setPlace(Number(next))} options={structure.classes.map((label, index) => ({ value: String(index), label }))} />
          </div>
        )
      }
    />
  )
}

function Trees({ view, target, onTree }: { view: Extract<StructureView, { kind: 'tree' }>; target: string; onTree: (index: number) => void }) {
  const [depth, setDepth] = useState(FIRST_DEPTH)
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set())
  const spec = useMemo(() => prepareTree(view, target, depth, opened), [view, target, depth, opened])
  return (
    <TreeChart
      spec={spec}
      onOpen={(index) => setOpened(new Set([...opened, index]))}
      controls={
        <div className="flex flex-wrap items-center gap-3 px-3 pt-2">
          {view.count > 1 && (
            <span className="flex items-center gap-1.5">
              <Button size="sm" disabled={view.index === 0} onClick={() => onTree(view.index - 1)}>
                Previous tree
              </Button>
              <input type="number" aria-label="Tree" min={1} max={view.count} defaultValue={view.index + 1} onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()} onBlur={(event) => choose(event.target.value, view, onTree)} className="h-7 w-16 rounded-md border border-control bg-surface px-2 tabular" />
              <span className="text-sm text-muted">of {view.count}</span>
              <Button size="sm" disabled={view.index + 1 >= view.count} onClick={() => onTree(view.index + 1)}>
                Next tree
              </Button>
            </span>
          )}
          <Segmented aria-label="Levels" value={String(depth)} onValueChange={(next) => (setDepth(Number(next)), setOpened(new Set()))} options={['2', '3', '5'].map((value) => ({ value, label: `${value} levels` }))} />
        </div>
      }
    />
  )
}

function choose(text: string, view: { index: number; count: number }, onTree: (index: number) => void): void {
  const index = Math.round(Number(text)) - 1
  if (index >= 0 && index < view.count && index !== view.index) onTree(index)
}
