'use client'

import { useQuery } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { CodeBlock } from '@/components/catalog/code-block'
import { Crumb } from '@/components/shell/crumb'
import { Badge } from '@/components/ui/badge'
import { ErrorNote } from '@/components/ui/error-note'
import { Facts } from '@/components/ui/facts'
import { formatBytes } from '@/components/ui/format'
import { Page, PageHeader } from '@/components/ui/page-header'
import { RelativeTime } from '@/components/ui/relative-time'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { EnvironmentView } from '@/lib/environments/schema'
import { AgentRows, Log } from './agent-rows'
import { EnvironmentActions } from './environment-actions'
import { environmentQuery } from './environment-queries'
import { largestMb, StateWord } from './environment-state'
import { PackageTable } from './package-table'
import { RunList, VersionList } from './environment-lists'

/** One version of an environment: where it is built, what is in it, where it came from, which runs used it. */
export function EnvironmentPage({ initial }: { initial: EnvironmentView }) {
  const { slug } = useWorkspace()
  const { data: environment, error } = useQuery({ ...environmentQuery(slug, initial.name, initial.version), initialData: initial })
  const { title, description, stage, version, latest, archived, container, kind } = environment
  return (
    <Page>
      <Crumb label={title} />
      <PageHeader
        title={title}
        badge={
          <>
            <Badge>version {version}</Badge>
            {version === latest && kind === 'custom' && latest > 1 && <Badge tone="accent">latest</Badge>}
            {container && <Badge>image</Badge>}
            {archived && <Badge>archived</Badge>}
          </>
        }
        description={description}
        actions={<EnvironmentActions environment={environment} />}
      />
      {error && <ErrorNote title="This page is not up to date" error={error} />}
      <div className="grid grid-cols-[minmax(0,1fr)_280px] gap-6 max-lg:grid-cols-1">
        <div className="flex min-w-0 flex-col gap-6">
          {stage === 'ready' ? <OnAgentsSection environment={environment} /> : <Resolution environment={environment} />}
          {environment.lock !== '' && <PackageTable key={version} environment={environment} />}
          <Origin environment={environment} />
          <RunList runs={environment.runs} />
        </div>
        <aside aria-label="Facts" className="flex flex-col gap-6">
          <Facts items={factsOf(environment)} />
          {environment.versions.length > 0 && <VersionList environment={environment} />}
        </aside>
      </div>
    </Page>
  )
}

function factsOf({ kind, name, version, python, packages, createdBy, createdAt, agents, usedAt, note, lockHash }: EnvironmentView) {
  const size = largestMb(agents)
  return [
    { label: 'Steps say', value: <code className="font-mono text-sm">{kind === 'curated' ? name : `${name}@${version}`}</code> },
    { label: 'Python', value: pythonWords(python) },
    { label: 'Packages', value: packages || undefined },
    { label: 'Size', value: size === null ? undefined : formatBytes(size * 1e6) },
    { label: 'Last use', value: usedAt ? <RelativeTime at={usedAt} /> : 'never here' },
    { label: 'Made by', value: kind === 'curated' ? 'comes with Atelier' : createdBy },
    { label: 'Made', value: createdAt && <RelativeTime at={createdAt} /> },
    { label: 'Note', value: note },
    { label: 'Hash', value: lockHash && <code className="font-mono text-sm">{lockHash.slice(0, 12)}</code> },
  ]
}

/** `==3.12.*` and `>=3.11,<3.15` as people say them. */
function pythonWords(range: string): string {
  const between = /^>=([0-9.]+),<3\.([0-9]+)$/.exec(range)
  if (between) return `${between[1]} to 3.${Number(between[2]) - 1}`
  return range.replace(/^==([0-9.]+)\.\*$/, '$1')
}

function OnAgentsSection({ environment }: { environment: EnvironmentView }) {
  return (
    <section aria-label="On agents" className="flex flex-col gap-2">
      <h2 className="text-lg font-semibold">On agents</h2>
      {environment.agents.length === 0 ? <p className="text-muted">No agent has built it yet. The first step that needs it has one build it; “Build now” does so before.</p> : <AgentRows environment={environment} />}
    </section>
  )
}

/** The stage before there is a lock. */
function Resolution({ environment: { stage, message, log } }: { environment: EnvironmentView }) {
  const failed = stage === 'failed'
  return (
    <section aria-label="Resolving" className="overflow-hidden rounded-md border border-line bg-surface">
      <div className="flex flex-col gap-1 px-3 py-2" role="status">
        <StateWord state={stage === 'failed' ? 'failed' : 'resolving'} />
        {failed ? (
          <p className="flex gap-1.5 text-failed">
            <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            {message}
          </p>
        ) : (
          <p className="text-muted">{message || 'An agent with Python looks for versions that go together and fixes them with their hashes. This takes some seconds once one is connected.'}</p>
        )}
      </div>
      {log && <Log label="What was said while it was resolved" text={log} />}
    </section>
  )
}

function Origin({ environment: { requirements, systemPackages, dockerfile, kind } }: { environment: EnvironmentView }) {
  return (
    <>
      {requirements && (
        <section aria-label="Requirements" className="flex min-w-0 flex-col gap-2">
          <h2 className="text-lg font-semibold">Requirements</h2>
          <CodeBlock code={kind === 'curated' ? requirements.replace(/^#.*\n/gm, '') : requirements} label="Requirements" />
        </section>
      )}
      {systemPackages.length > 0 && (
        <section aria-label="System packages" className="flex flex-col gap-2">
          <h2 className="text-lg font-semibold">System packages</h2>
          <p className="font-mono text-sm">{systemPackages.join(' ')}</p>
        </section>
      )}
      {dockerfile && (
        <section aria-label="Dockerfile" className="flex min-w-0 flex-col gap-2">
          <h2 className="text-lg font-semibold">Dockerfile</h2>
          <CodeBlock code={dockerfile} label="Dockerfile" />
        </section>
      )}
    </>
  )
}
