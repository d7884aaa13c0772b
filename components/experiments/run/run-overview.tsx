'use client'

import Link from 'next/link'
import { useQueryClient } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { formatInteger } from '@/components/ui/format'
import { NameValues } from '@/components/ui/name-values'
import { RelativeTime } from '@/components/ui/relative-time'
import { Status } from '@/components/ui/status'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { EditRunInput } from '@/lib/tracking/runs/edit'
import type { TrackedRunDetail } from '@/lib/tracking/views'
import { editTrackedRun, experimentKeys } from '../queries'
import { statusOf } from '../status'
import { TagEditor } from '../tag-editor'
import { TextEditor } from '../text-editor'
import { valueText } from '../value-text'
import { DataLink } from './data-link'
import { RunFacts } from './run-facts'

/** What a run was given and what came out, with its facts at the right. */
export function RunOverview({ run }: { run: TrackedRunDetail }) {
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_300px]">
      <div className="flex min-w-0 flex-col gap-6">
        <Said run={run} />
        <Metrics run={run} />
        <Pairs title="Parameters" none="No parameters were logged." pairs={run.params} />
        <Inputs run={run} />
        <Children run={run} />
      </div>
      <RunFacts run={run} />
    </div>
  )
}

/** What people say about it. */
function Said({ run }: { run: TrackedRunDetail }) {
  const api = useApi()
  const client = useQueryClient()
  const { slug } = useWorkspace()
  const canWrite = useCan('experiments.write') && run.lifecycle === 'active'
  const edit = async (input: EditRunInput) => client.setQueryData(experimentKeys.run(slug, run.id), await editTrackedRun(api, run.id, input))
  return (
    <>
      <TextEditor label="Note" none="Nobody has written a note." value={run.note} canWrite={canWrite} maxLength={8000} onSave={(note) => edit({ note })} />
      <TagEditor tags={run.tags} canWrite={canWrite} onSet={(key, value) => edit({ tags: { [key]: value } })} />
    </>
  )
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-col gap-2">
      <h2 className="font-medium">{title}</h2>
      {children}
    </div>
  )
}

function Metrics({ run }: { run: TrackedRunDetail }) {
  if (run.metrics.length === 0) return <Part title="Metrics"><p className="text-muted">No metrics were logged.</p></Part>
  return (
    <Part title="Metrics">
      <Table aria-label="Metrics" className="max-h-96">
        <thead>
          <tr>
            <Th>Metric</Th>
            <Th numeric>Last</Th>
            <Th numeric className="max-sm:hidden">Lowest</Th>
            <Th numeric className="max-sm:hidden">Highest</Th>
            <Th numeric>Step</Th>
          </tr>
        </thead>
        <tbody>
          {run.metrics.map(({ key, last, lowest, highest, step }) => (
            <Tr key={key}>
              <Td title={key}>{key}</Td>
              <Td numeric title={String(last)}>{valueText(last)}</Td>
              <Td numeric className="text-muted max-sm:hidden">{valueText(lowest)}</Td>
              <Td numeric className="text-muted max-sm:hidden">{valueText(highest)}</Td>
              <Td numeric className="text-muted">{formatInteger(step)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Part>
  )
}

function Pairs({ title, none, pairs }: { title: string; none: string; pairs: { key: string; value: string }[] }) {
  return (
    <Part title={title}>
      {pairs.length === 0 ? (
        <p className="text-muted">{none}</p>
      ) : (
        <NameValues label={title} pairs={pairs} className="max-h-96" />
      )}
    </Part>
  )
}

function Inputs({ run }: { run: TrackedRunDetail }) {
  if (run.datasets.length === 0) return null
  return (
    <Part title="Datasets">
      <Table aria-label="Datasets">
        <thead>
          <tr>
            <Th>Dataset</Th>
            <Th>Used for</Th>
            <Th className="max-sm:hidden">Source</Th>
            <Th className="max-sm:hidden">Digest</Th>
          </tr>
        </thead>
        <tbody>
          {run.datasets.map(({ name, digest, context, sourceType, source }) => (
            <Tr key={`${name} ${digest}`}>
              <Td className="font-medium"><DataLink name={name} sourceType={sourceType} source={source} /></Td>
              <Td>{context || '–'}</Td>
              <Td className="text-muted max-sm:hidden" title={source}>{sourceType}</Td>
              <Td className="text-muted max-sm:hidden"><code>{digest}</code></Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Part>
  )
}

function Children({ run }: { run: TrackedRunDetail }) {
  const { slug } = useWorkspace()
  if (run.children.length === 0) return null
  return (
    <Part title="Nested runs">
      <Table aria-label="Nested runs">
        <thead>
          <tr>
            <Th>Run</Th>
            <Th>State</Th>
            <Th>Started</Th>
          </tr>
        </thead>
        <tbody>
          {run.children.map((child) => (
            <Tr key={child.id}>
              <Td><Link className="font-medium hover:underline" href={`/w/${slug}/experiments/${child.experimentId}/runs/${child.id}`}>{child.name}</Link></Td>
              <Td><Status status={statusOf[child.status]} plain /></Td>
              <Td className="text-muted"><RelativeTime at={child.startMs} /></Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Part>
  )
}
