'use client'

import { lazy, Suspense, useState } from 'react'
import Link from 'next/link'
import { useQuery } from '@tanstack/react-query'
import { useUrlState } from '@/components/runs/use-url-state'
import { useApi } from '@/components/ui/api-client'
import { cn } from '@/components/ui/cn'
import { ErrorNote } from '@/components/ui/error-note'
import { Facts } from '@/components/ui/facts'
import { Field } from '@/components/ui/field'
import { formatBytes } from '@/components/ui/format'
import { Input } from '@/components/ui/input'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { CommandView } from '@/lib/commands/schema'
import type { TrackedRunDetail } from '@/lib/tracking/views'
import { compareFiles, type ComparedFile } from './compare-files'
import { lineOf } from './parameters'
import { commandKeys, fetchCode, fetchCommand } from './queries'

const SourceDiff = lazy(() => import('@/components/workspace-components/source-diff').then((module) => ({ default: module.SourceDiff })))

/** A run's command and the snapshot of its code, beside that of another run where one is named. */
export default function CommandCode({ run }: { run: TrackedRunDetail }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const url = useUrlState()
  const query = useQuery({ queryKey: commandKeys.view(slug, run.id), queryFn: () => fetchCommand(api, run.id) })
  if (query.error) return <ErrorNote title="The command could not be read" error={query.error} />
  if (!query.data) return <SkeletonRows rows={8} />
  const command = query.data
  const other = idIn(url.get('against') ?? '')
  return (
    <div className="flex flex-col gap-6">
      <pre className="overflow-x-auto rounded-md border border-line bg-surface p-3 font-mono text-sm" tabIndex={0} aria-label="Command">
        {lineOf(command.filled)}
      </pre>
      <Facts
        items={[
          { label: 'Environment', value: command.resolvedEnvironment ?? command.environment },
          { label: 'Lock', value: command.lockHash && <code title={command.lockHash}>{command.lockHash.slice(0, 12)}</code> },
          { label: 'Repeats', value: command.rerunOf && <Link className="link" href={`/w/${slug}/experiments/${run.experimentId}/runs/${command.rerunOf}`}>{command.rerunOf.slice(0, 8)}</Link> },
          { label: 'Variables', value: command.env.map(({ name }) => name).join(', ') },
        ]}
      />
      <Field label="Compare with the code of another run" help={command.rerunOf && !other ? 'The run that this one repeats had the same code.' : 'The id of a run, or the address of its page.'}>
        <Input className="max-w-[420px] font-mono" value={url.get('against') ?? ''} onChange={(event) => url.set({ against: event.target.value || null })} />
      </Field>
      {other ? <Compared run={run.id} command={command} other={other} /> : <Files run={run.id} files={command.files.map((file) => ({ path: file.path, size: file.size, change: 'same' as const }))} />}
    </div>
  )
}

const idIn = (text: string): string | null => /([0-9a-f]{32})(?!.*[0-9a-f]{32})/.exec(text)?.[1] ?? null

function Compared({ run, command, other }: { run: string; command: CommandView; other: string }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const query = useQuery({ queryKey: commandKeys.view(slug, other), queryFn: () => fetchCommand(api, other), retry: false })
  if (query.error) return <ErrorNote title="The other run’s code could not be read" error={query.error} />
  if (!query.data) return <SkeletonRows rows={4} />
  const before = lineOf(query.data.words)
  const files = compareFiles(query.data.files, command.files)
  const changed = files.filter(({ change }) => change !== 'same')
  return (
    <>
      <p className="text-muted">
        {changed.length === 0 ? 'The code is the same.' : `${changed.length} of ${files.length} files differ.`} {before === lineOf(command.words) ? 'So is the command.' : `The other command is ${before}.`}
      </p>
      <Files run={run} other={other} files={files} />
    </>
  )
}

const words = { same: '', changed: 'changed', added: 'new', removed: 'gone' }

function Files({ run, other, files }: { run: string; other?: string; files: ComparedFile[] }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = files.find(({ path }) => path === chosen) ?? files.find(({ change }) => change !== 'same') ?? files[0]
  if (!shown) return <p className="text-muted">The command was run without code of its own.</p>
  return (
    <div className="grid gap-4 md:grid-cols-[260px_minmax(0,1fr)]">
      <ul aria-label="Files of the code" className="max-h-[60vh] self-start overflow-auto rounded-md border border-line bg-surface py-1">
        {files.map(({ path, size, change }) => (
          <li key={path}>
            <button type="button" aria-pressed={path === shown.path} className={cn('flex h-7 w-full items-center gap-2 px-3 text-left hover:bg-hover', path === shown.path && 'bg-selected')} onClick={() => setChosen(path)}>
              <span className="min-w-0 flex-1 truncate" title={path}>
                {path}
              </span>
              <span className="text-sm text-faint tabular">{words[change] || formatBytes(size)}</span>
            </button>
          </li>
        ))}
      </ul>
      <FileText key={`${shown.path} ${shown.change}`} file={shown} run={run} other={other} />
    </div>
  )
}

function FileText({ file, run, other }: { file: ComparedFile; run: string; other: string | undefined }) {
  const after = useCode(file.change === 'removed' ? null : run, file.path)
  const before = useCode(file.change === 'changed' || file.change === 'removed' ? (other ?? null) : null, file.path)
  const error = after.error ?? before.error
  if (error) return <ErrorNote title="The file could not be read" error={error} />
  if (after.data === undefined || before.data === undefined) return <SkeletonRows rows={8} />
  if (after.data === null || before.data === null) return <p className="text-muted">It is no text, or too long to be shown here.</p>
  if (file.change === 'same') {
    return (
      <pre tabIndex={0} aria-label={`Text of ${file.path}`} className="max-h-[60vh] min-w-0 overflow-auto rounded-md border border-line bg-surface p-3 font-mono text-sm leading-5">
        {after.data}
      </pre>
    )
  }
  return (
    <Suspense fallback={<SkeletonRows rows={8} />}>
      <SourceDiff before={before.data} after={after.data} />
    </Suspense>
  )
}

/** Empty where there is no run to read it from. */
function useCode(run: string | null, path: string) {
  const api = useApi()
  const { slug } = useWorkspace()
  return useQuery({ queryKey: commandKeys.code(slug, run ?? '', path), queryFn: () => (run === null ? '' : fetchCode(api, run, path)), staleTime: Infinity })
}
