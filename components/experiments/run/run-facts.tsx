'use client'

import Link from 'next/link'
import { CopyButton } from '@/components/ui/copy-button'
import { Facts } from '@/components/ui/facts'
import { formatDuration } from '@/components/ui/format'
import { RelativeTime } from '@/components/ui/relative-time'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { TrackedRunDetail } from '@/lib/tracking/views'

/** Who, when and why; the code and the environments that ran. */
export function RunFacts({ run }: { run: TrackedRunDetail }) {
  const { slug } = useWorkspace()
  const { origin, code } = run
  const by = run.person && run.user && run.person !== run.user ? `${run.user} (signed in as ${run.person})` : run.user || run.person
  return (
    <Facts
      className="self-start"
      items={[
        { label: 'Run id', value: <span className="flex items-center gap-1"><code className="min-w-0 truncate" title={run.id}>{run.id}</code><CopyButton size="sm" text={run.id} label="Copy the run id" /></span> },
        { label: 'By', value: by },
        { label: 'Started', value: <RelativeTime at={run.startMs} /> },
        { label: 'Duration', value: run.endMs === null ? 'still open' : formatDuration(run.endMs - run.startMs) },
        { label: 'Why', value: <Why run={run} /> },
        { label: 'Source', value: origin ? '' : run.source },
        { label: 'Pipeline', value: origin?.pipeline && <Link className="link" href={`/w/${slug}/pipelines/${origin.pipeline.id}`}>{origin.pipeline.name}</Link> },
        { label: 'Pipeline run', value: run.pipelineRunId && <Link className="link" href={`/w/${slug}/runs/${run.pipelineRunId}`}>{origin ? `Run ${origin.number}` : 'Open the pipeline’s run'}</Link> },
        { label: 'Nested in', value: run.parentId && <Link className="link" href={`/w/${slug}/experiments/${run.experimentId}/runs/${run.parentId}`}>{run.parentId.slice(0, 8)}</Link> },
        { label: 'Environments', value: origin && origin.environments.length > 0 && <Environments names={origin.environments} /> },
        { label: 'Commit', value: code.commit && <span className="flex items-center gap-1"><code title={code.commit}>{code.commit.slice(0, 10)}</code><CopyButton size="sm" text={code.commit} label="Copy the commit" /></span> },
        { label: 'Branch', value: code.branch },
        { label: 'Repository', value: code.repository },
      ]}
    />
  )
}

function Why({ run: { origin } }: { run: TrackedRunDetail }) {
  const { slug } = useWorkspace()
  if (!origin) return 'Logged by a client'
  if (origin.sweep) return <>Trial {origin.sweep.trial} of the sweep <Link className="link" href={`/w/${slug}/sweeps/${origin.sweep.id}`}>{origin.sweep.name}</Link></>
  if (origin.rerunOf) return <>Repeats <Link className="link" href={`/w/${slug}/runs/${origin.rerunOf.id}`}>run {origin.rerunOf.number}</Link></>
  return 'Somebody pressed Run, or asked over REST'
}

function Environments({ names }: { names: string[] }) {
  const { slug } = useWorkspace()
  return (
    <ul>
      {names.map((name) => (
        <li key={name}>
          <Link className="link" href={`/w/${slug}/environments/${encodeURIComponent(name.replace(/@.*$/, ''))}`}>{name}</Link>
        </li>
      ))}
    </ul>
  )
}
