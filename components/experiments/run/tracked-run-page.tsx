'use client'

import { lazy, Suspense } from 'react'
import Link from 'next/link'
import { useQuery } from '@tanstack/react-query'
import { RegisterButton } from '@/components/registry/register-button'
import { useUrlState } from '@/components/runs/use-url-state'
import { Crumb } from '@/components/shell/crumb'
import { useApi } from '@/components/ui/api-client'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Page, PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Status } from '@/components/ui/status'
import { Tab, TabPanel, Tabs, TabsList } from '@/components/ui/tabs'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { TrackedRunDetail } from '@/lib/tracking/views'
import { experimentKeys, fetchTrackedRun } from '../queries'
import { isOpen, statusOf } from '../status'
import { RerunButton } from './rerun-button'
import { RunOverview } from './run-overview'

const MetricCharts = lazy(() => import('./metric-charts'))
const ArtifactBrowser = lazy(() => import('./artifact-browser'))
const RunModels = lazy(() => import('./run-models'))
const CommandActions = lazy(() => import('@/components/commands/command-actions'))
const CommandCode = lazy(() => import('@/components/commands/command-code'))
const CommandLog = lazy(() => import('@/components/commands/command-log'))
const RunEventsPanel = lazy(() => import('@/components/tensorboard/run-events'))

/** One tracked run. While it goes on it is read again every few seconds. */
export function TrackedRunPage({ initial }: { initial: TrackedRunDetail }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const url = useUrlState()
  const query = useQuery({
    queryKey: experimentKeys.run(slug, initial.id),
    queryFn: () => fetchTrackedRun(api, initial.id),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data && isOpen(state.data.status) ? 2_000 : false),
  })
  const run = query.data
  const tab = url.get('tab') ?? 'overview'
  return (
    <Page>
      <Crumb label={run.name} />
      <PageHeader
        title={run.name}
        badge={
          <>
            <Status status={statusOf[run.status]} />
            {run.lifecycle === 'deleted' && <Badge>Deleted</Badge>}
          </>
        }
        description={
          <>
            A run of{' '}
            <Link className="link" href={`/w/${slug}/experiments/${run.experimentId}`}>
              {run.experimentName}
            </Link>
          </>
        }
        actions={
          <>
            {run.kind === 'command' && (
              <Suspense>
                <CommandActions run={run} />
              </Suspense>
            )}
            {run.kind === 'pipeline' && run.pipelineRunId && !isOpen(run.status) && <RerunButton run={run.pipelineRunId} />}
            {run.models.length === 1 && run.models[0]!.status === 'ready' && <RegisterButton modelId={run.models[0]!.id} suggested={run.models[0]!.name} />}
            {run.models.length > 1 && <Button onClick={() => url.set({ tab: 'models' })}>Register a model…</Button>}
          </>
        }
      />
      {query.error && <ErrorNote title="The run could not be read again" error={query.error} />}
      <Tabs value={tab} onValueChange={(next) => url.set({ tab: next === 'overview' ? null : next })}>
        <TabsList aria-label="Parts of the run">
          <Tab value="overview">Overview</Tab>
          <Tab value="metrics">Charts</Tab>
          {run.events && <Tab value="tensorboard">TensorBoard</Tab>}
          {run.kind === 'command' && <Tab value="log">Log</Tab>}
          {run.kind === 'command' && <Tab value="code">Code</Tab>}
          <Tab value="artifacts">Artifacts</Tab>
          <Tab value="models">Models{run.models.length > 0 && <span className="text-faint tabular">{run.models.length}</span>}</Tab>
        </TabsList>
        <TabPanel value="overview" className="pt-4">
          <RunOverview run={run} />
        </TabPanel>
        <Suspense fallback={<SkeletonRows rows={6} className="pt-4" />}>
          <TabPanel value="metrics" className="pt-4">
            <MetricCharts run={run} />
          </TabPanel>
          <TabPanel value="tensorboard" className="pt-4">
            <RunEventsPanel run={run.id} live={isOpen(run.status)} />
          </TabPanel>
          {run.kind === 'command' && run.pipelineRunId && (
            <>
              <TabPanel value="log" className="pt-4">
                <CommandLog run={run.pipelineRunId} />
              </TabPanel>
              <TabPanel value="code" className="pt-4">
                <CommandCode run={run} />
              </TabPanel>
            </>
          )}
          <TabPanel value="artifacts" className="pt-4">
            <ArtifactBrowser key={run.id} root={run.artifactPath} uri={run.artifactUri} live={isOpen(run.status)} />
          </TabPanel>
          <TabPanel value="models" className="pt-4">
            <RunModels run={run} />
          </TabPanel>
        </Suspense>
      </Tabs>
    </Page>
  )
}
