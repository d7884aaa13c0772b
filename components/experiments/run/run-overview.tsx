'use client'

import Link from 'next/link'
import { Facts } from '@/components/ui/facts'
import { CopyButton } from '@/components/ui/copy-button'
import { formatDuration, formatInteger } from '@/components/ui/format'
import { RelativeTime } from '@/components/ui/relative-time'
import { Status } from '@/components/ui/status'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { TrackedRunDetail } from '@/lib/tracking/views'
import { statusOf } from '../status'
import { valueText } from '../value-text'

/** What a run was given and what came out, with its facts at the right. */
export function RunOverview({ run }: { run: TrackedRunDetail }) {
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_300px]">
      <div className="flex min-w-0 flex-col gap-6">
        {run.note && (
          <Part title="Note">
            <p className="whitespace-pre-wrap">{run.note}</p>
          </Part>
        )}
        <Metrics run={run} />
        <Pairs title="Parameters" none="No parameters were logged." pairs={run.params} />
        {run.tags.length > 0 && <Pairs title="Tags" none="" pairs={run.tags} />}
        <Inputs run={run} />
        <Children run={run} />
      </div>
      <RunFacts run={run} />
    </div>
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

function RunFacts({ run }: { run: TrackedRunDetail }) {
  const { slug } = useWorkspace()
  return (
    <Facts
      className="self-start"
      items={[
        { label: 'Run id', value: <span className="flex items-center gap-1"><code className="min-w-0 truncate" title={run.id}>{run.id}</code><CopyButton size="sm" text={run.id} label="Copy the run id" /></span> },
        { label: 'By', value: run.user },
        { label: 'Started', value: <RelativeTime at={run.startMs} /> },
        { label: 'Duration', value: run.endMs === null ? 'still open' : formatDuration(run.endMs - run.startMs) },
        { label: 'Source', value: run.source },
        { label: 'Nested in', value: run.parentId && <Link className="link" href={`/w/${slug}/experiments/${run.experimentId}/runs/${run.parentId}`}>{run.parentId.slice(0, 8)}</Link> },
        { label: 'Pipeline', value: run.pipelineRunId && <Link className="link" href={`/w/${slug}/runs/${run.pipelineRunId}`}>Open the pipeline’s run</Link> },
      ]}
    />
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
        <Table aria-label={title} className="max-h-96">
          <thead>
            <tr>
              <Th>Name</Th>
              <Th>Value</Th>
            </tr>
          </thead>
          <tbody>
            {pairs.map(({ key, value }) => (
              <Tr key={key}>
                <Td className="max-sm:max-w-40" title={key}>{key}</Td>
                <Td className="max-sm:max-w-44" title={value}>{value}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
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
              <Td className="font-medium">{name}</Td>
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
