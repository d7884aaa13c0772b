'use client'

import { lazy, Suspense } from 'react'
import Link from 'next/link'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { TagEditor } from '@/components/experiments/tag-editor'
import { TextEditor } from '@/components/experiments/text-editor'
import { SignatureTables } from '@/components/experiments/run/signature-tables'
import { useUrlState } from '@/components/runs/use-url-state'
import { Crumb } from '@/components/shell/crumb'
import { useApi } from '@/components/ui/api-client'
import { Badge } from '@/components/ui/badge'
import { CopyButton } from '@/components/ui/copy-button'
import { ErrorNote } from '@/components/ui/error-note'
import { Facts } from '@/components/ui/facts'
import { Page, PageHeader } from '@/components/ui/page-header'
import { RelativeTime } from '@/components/ui/relative-time'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Tab, TabPanel, Tabs, TabsList } from '@/components/ui/tabs'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { VersionDetail } from '@/lib/registry/views'
import { Aliases } from './aliases'
import { DeleteButton } from './delete-button'
import { Measured } from './measured'
import { changeVersion, deleteVersion, fetchModel, fetchVersion, modelHref, modelKeys, type Change } from './queries'

const ArtifactBrowser = lazy(() => import('@/components/experiments/run/artifact-browser'))
const longest = 20_000

/** One version of a model: what it is called, where it comes from, what it takes and gives, how good it is, and its files. */
export function VersionPage({ initial }: { initial: VersionDetail }) {
  const api = useApi()
  const client = useQueryClient()
  const { slug } = useWorkspace()
  const canWrite = useCan('models.write')
  const { name } = initial
  const query = useQuery({ queryKey: modelKeys.version(slug, name, initial.version), queryFn: () => fetchVersion(api, name, initial.version), initialData: initial })
  const model = useQuery({ queryKey: modelKeys.model(slug, name), queryFn: () => fetchModel(api, name) })
  const url = useUrlState()
  const version = query.data
  const refresh = () => client.invalidateQueries({ queryKey: modelKeys.all(slug) })
  const change = async (input: Change) => {
    await changeVersion(api, name, version.version, input)
    await refresh()
  }
  const back = modelHref(slug, name)
  return (
    <Page>
      <Crumb label={`${name}, version ${version.version}`} />
      <PageHeader
        title={`Version ${version.version}`}
        badge={version.stage !== 'None' ? <Badge>{version.stage}</Badge> : undefined}
        description={<>Of <Link className="link" href={back}>{name}</Link></>}
        actions={canWrite && <DeleteButton what={`version ${version.version} of “${name}”`} label="Delete version" explain="Its run and its files stay." remove={() => deleteVersion(api, name, version.version)} then={back} />}
      />
      {query.error && <ErrorNote title="The version could not be read again" error={query.error} />}
      <Tabs value={url.get('tab') ?? 'overview'} onValueChange={(next) => url.set({ tab: next === 'overview' ? null : next })}>
        <TabsList aria-label="Parts of the version">
          <Tab value="overview">Overview</Tab>
          <Tab value="files">Files</Tab>
        </TabsList>
        <TabPanel value="overview" className="grid gap-6 pt-4 lg:grid-cols-[minmax(0,1fr)_320px]">
          <div className="flex min-w-0 flex-col gap-6">
            <Aliases name={name} version={version.version} aliases={version.aliases} taken={model.data?.model.aliases} onChanged={refresh} />
            <TextEditor label="Description" none="Nobody has described this version yet." value={version.description} canWrite={canWrite} maxLength={longest} onSave={(description) => change({ description })} />
            <TagEditor tags={version.tags} canWrite={canWrite} onSet={(key, value) => change({ tags: { [key]: value } })} />
            <Measured version={version} />
            <SignatureTables signature={version.signature} />
          </div>
          <VersionFacts version={version} />
        </TabPanel>
        <TabPanel value="files" className="pt-4">
          <Suspense fallback={<SkeletonRows rows={6} />}>
            <ArtifactBrowser root={version.artifactPath} uri={version.artifactUri} />
          </Suspense>
        </TabPanel>
      </Tabs>
    </Page>
  )
}

function VersionFacts({ version }: { version: VersionDetail }) {
  const { slug } = useWorkspace()
  const { run } = version
  const uri = `models:/${version.name}/${version.version}`
  return (
    <Facts
      className="self-start"
      items={[
        { label: 'Load it as', value: <span className="flex items-center gap-1"><code className="min-w-0 truncate" title={uri}>{uri}</code><CopyButton size="sm" text={uri} label="Copy the address" /></span> },
        { label: 'Registered', value: <RelativeTime at={version.createdMs} /> },
        { label: 'By', value: version.by },
        { label: 'Source run', value: run ? <Link className="link" href={`/w/${slug}/experiments/${run.experimentId}/runs/${run.id}`}>{run.name}</Link> : version.runId ? 'not here any more' : '' },
        { label: 'Experiment', value: run && <Link className="link" href={`/w/${slug}/experiments/${run.experimentId}`}>{run.experimentName}</Link> },
        { label: 'Pipeline run', value: run?.pipelineRunId && <Link className="link" href={`/w/${slug}/runs/${run.pipelineRunId}`}>Open the pipeline’s run</Link> },
        { label: 'Flavour', value: version.signature?.flavors.join(', ') || version.modelType },
        { label: 'Source', value: <code className="break-all">{version.source}</code> },
      ]}
    />
  )
}
