'use client'

import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import Link from 'next/link'
import { GitCompareArrows } from 'lucide-react'
import { useUrlState } from '@/components/runs/use-url-state'
import { Crumb } from '@/components/shell/crumb'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { formatCount } from '@/components/ui/format'
import { lazyPart } from '@/components/ui/lazy-part'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Tab, TabPanel, Tabs, TabsList } from '@/components/ui/tabs'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ComparedRuns } from '@/lib/comparison/schema'
import { mostRuns as mostBoardRuns } from '@/lib/tensorboard/board/schema'
import { runLooks } from './looks'
import { RunList } from './run-list'
import { useComparedRuns } from './use-compared-runs'
import { runsIn } from './view'

const lineCharts = () => import('./line-charts')
const LineCharts = lazy(lineCharts)
const loading = () => <SkeletonRows rows={8} />
const Relations = lazyPart(() => import('./relations').then((part) => part.default), { loading })
const DifferenceTable = lazyPart(() => import('./difference-table').then((part) => part.default), { loading })
const Evaluations = lazyPart(() => import('./evaluations').then((part) => part.default), { loading })
const Pictures = lazyPart(() => import('./pictures').then((part) => part.default), { loading })
const OpenTensorboard = lazy(() => import('@/components/tensorboard/open-tensorboard').then((part) => ({ default: part.OpenTensorboard })))
// On their way before the page is alive: nearly everybody looks at them first.
if (typeof window !== 'undefined') lineCharts().catch(() => undefined)

export interface ComparePageProps {
  initial: ComparedRuns
  /** Metrics that are drawn until somebody chooses. */
  suggested: string[]
}

/** Runs side by side. Which ones, and how they are looked at, stands in the address. */
export function ComparePage({ initial, suggested }: ComparePageProps) {
  const url = useUrlState()
  const { slug } = useWorkspace()
  const asked = url.get('runs')
  const { ids, dropped } = useMemo(() => runsIn(asked), [asked])
  const query = useComparedRuns(ids, initial)
  const runs = useMemo(() => query.data?.runs ?? [], [query.data])
  const looks = useMemo(() => runLooks(runs), [runs])
  const hiddenText = url.get('hide')
  const hidden = useMemo(() => idsIn(hiddenText), [hiddenText])
  const [brushed, setBrushed] = useState<ReadonlySet<string> | null>(null)
  const out = useMemo(() => (brushed === null ? hidden : new Set([...hidden, ...ids.filter((id) => !brushed.has(id))])), [hidden, brushed, ids])
  const tab = url.get('tab') ?? 'lines'
  const { missing = [], withEvents = [] } = query.data ?? {}
  const { set } = url
  const setRuns = useCallback((next: string[]) => set({ runs: next.join(',') }), [set])
  // A hundred rows, which a zoom or another chart does not draw anew.
  const list = useMemo(
    () => {
      const hide = (next: ReadonlySet<string>) => set({ hide: [...next].join(',') || null })
      // Of the address as it is now: a second press may come before the first has been drawn.
      const toggle = (id: string) => {
        const next = idsIn(new URLSearchParams(window.location.search).get('hide'))
        if (!next.delete(id)) next.add(id)
        hide(next)
      }
      return <RunList onUnbrush={() => setBrushed(null)} runs={runs} looks={looks} hidden={hidden} kept={brushed} onHidden={hide} onToggle={toggle} onRemove={(id) => setRuns(ids.filter((other) => other !== id))} />
    },
    [runs, looks, hidden, brushed, ids, set, setRuns],
  )
  return (
    <div className="flex w-full flex-col gap-4 px-6 py-5 max-sm:px-4">
      <Crumb label="Compare runs" />
      <PageHeader title="Compare runs" description={runs.length > 0 ? experimentsOf(runs) : 'Metrics, parameters, results and pictures of runs side by side.'} actions={withEvents.length > 0 && <Suspense><OpenTensorboard runs={withEvents.slice(0, mostBoardRuns)} of={withEvents.length} /></Suspense>} />
      {dropped > 0 && <ErrorNote title="Too many runs" error={new Error(`The first ${ids.length} are compared and ${formatCount(dropped, 'other')} left out. Choose fewer runs.`)} />}
      {missing.length > 0 && (
        <ErrorNote
          title={`${formatCount(missing.length, 'run')} of this comparison ${missing.length === 1 ? 'is' : 'are'} not there any more`}
          error={new Error(`Deleted for good, or of another workspace: ${missing.slice(0, 5).map((id) => id.slice(0, 12)).join(', ')}${missing.length > 5 ? ' …' : ''}`)}
          action={<Button size="sm" onClick={() => setRuns(ids.filter((id) => !missing.includes(id)))}>Take {missing.length === 1 ? 'it' : 'them'} out</Button>}
        />
      )}
      {query.error && <ErrorNote title="The runs could not be read" error={query.error} action={<Button size="sm" onClick={() => void query.refetch()}>Try again</Button>} />}
      {ids.length === 0 || (query.data && runs.length === 0) ? (
        <EmptyState icon={GitCompareArrows} title="No runs are chosen" action={<Button variant="primary" asChild><Link href={`/w/${slug}/experiments`}>Choose runs of an experiment</Link></Button>}>
          Select runs in an experiment’s table and press Compare.
        </EmptyState>
      ) : runs.length > 0 ? (
        <div className="grid min-w-0 grid-cols-1 items-start gap-4 lg:grid-cols-[260px_minmax(0,1fr)]">
          <div className="min-w-0 lg:sticky lg:top-4">
            {list}
          </div>
          <div className="@container min-w-0">
            <Tabs value={tab} onValueChange={(next) => url.set({ tab: next === 'lines' ? null : next })}>
              <TabsList aria-label="Ways to compare">
                <Tab value="lines">Charts</Tab>
                <Tab value="table">Table</Tab>
                <Tab value="relations">Relations</Tab>
                <Tab value="evaluations">Evaluations</Tab>
                <Tab value="pictures">Pictures</Tab>
              </TabsList>
              <Suspense fallback={<SkeletonRows rows={8} className="pt-4" />}>
                <TabPanel value="lines" className="pt-4">
                  <LineCharts runs={runs} looks={looks} hidden={out} suggested={suggested} />
                </TabPanel>
                <TabPanel value="table" className="pt-4">
                  <DifferenceTable runs={runs} looks={looks} hidden={out} />
                </TabPanel>
                <TabPanel value="relations" className="pt-4">
                  <Relations runs={runs} looks={looks} hidden={out} suggested={suggested} onBrush={setBrushed} />
                </TabPanel>
                <TabPanel value="evaluations" className="pt-4">
                  <Evaluations runs={runs} looks={looks} hidden={out} />
                </TabPanel>
                <TabPanel value="pictures" className="pt-4">
                  <Pictures runs={runs} looks={looks} hidden={out} />
                </TabPanel>
              </Suspense>
            </Tabs>
          </div>
        </div>
      ) : (
        query.isPending && <SkeletonRows rows={10} />
      )}
    </div>
  )
}

const idsIn = (text: string | null) => new Set(text?.split(',').filter(Boolean))

function experimentsOf(runs: { experimentName: string }[]): string {
  const names = [...new Set(runs.map(({ experimentName }) => experimentName))]
  return names.length > 3 ? `${formatCount(runs.length, 'run')} of ${names.length} experiments` : `${formatCount(runs.length, 'run')} of ${names.join(', ')}`
}
