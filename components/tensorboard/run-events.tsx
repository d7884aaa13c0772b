'use client'

import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { formatCount } from '@/components/ui/format'
import { Input } from '@/components/ui/input'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { EventFile, MediaKind, RunEvents, SummaryName } from '@/lib/tensorboard/schema'
import { describeFile, describeLeftOut, isRemarkable } from './describe-file'
import { OpenTensorboard } from './open-tensorboard'
import { eventKeys, fetchRunEvents } from './queries'
import { SummaryPart } from './summary-part'

const sections: { kind: MediaKind; title: string; columns: string }[] = [
  { kind: 'image', title: 'Images', columns: 'md:grid-cols-2 xl:grid-cols-3' },
  { kind: 'histogram', title: 'Histograms', columns: 'md:grid-cols-2' },
  { kind: 'text', title: 'Text', columns: 'md:grid-cols-2' },
]

/** What was found in a run's TensorBoard files besides metrics, and how far each file could be read. */
export default function RunEventsPanel({ run, live }: { run: string; live: boolean }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const [typed, setTyped] = useState('')
  const query = useQuery({
    queryKey: eventKeys.run(slug, run),
    queryFn: () => fetchRunEvents(api, run),
    refetchInterval: ({ state }) => (live || (state.data?.waiting ?? 0) > 0 ? 2_000 : false),
  })
  if (query.error) return <ErrorNote title="The event files could not be read" error={query.error} />
  if (!query.data) return <SkeletonRows rows={8} />
  const { files, names, waiting } = query.data
  const wanted = typed.trim().toLowerCase()
  const matching = names.filter(({ name }) => name.toLowerCase().includes(wanted))
  return (
    <div className="flex flex-col gap-6">
      <Files files={files} waiting={waiting} live={live} />
      <OpenTensorboard runs={[run]} />
      {names.length > 6 && <Input type="search" aria-label="Search images, histograms and text" placeholder="Search" className="w-72 max-sm:w-full" value={typed} onChange={(event) => setTyped(event.target.value)} />}
      {sections.map(({ kind, ...section }) => (
        <Section key={kind} {...section} run={run} live={live} names={matching.filter((name) => name.kind === kind)} />
      ))}
      {names.length > 0 && matching.length === 0 && <p className="text-muted">No name contains this.</p>}
      {names.length === 0 && files.length > 0 && waiting === 0 && (
        <EmptyState icon={TriangleAlert} title="No images, histograms or text">
          What the files hold of scalars is among the metrics, under Charts.
        </EmptyState>
      )}
    </div>
  )
}

function Files({ files, waiting, live }: Pick<RunEvents, 'files' | 'waiting'> & { live: boolean }) {
  const odd = files.filter(isRemarkable)
  return (
    <section aria-label="Event files" className="flex flex-col gap-1 text-muted">
      <p>
        {formatCount(files.length, 'event file')} of TensorBoard. Scalars are among the metrics, under Charts.
        {waiting > 0 && ` ${formatCount(waiting, 'file')} ${waiting === 1 ? 'is' : 'are'} being read.`}
      </p>
      {odd.length > 0 && (
        <ul className="flex flex-col gap-1">
          {odd.slice(0, 20).map((file) => (
            <FileLine key={file.path} file={file} live={live} />
          ))}
        </ul>
      )}
      {odd.length > 20 && <p>And {odd.length - 20} more.</p>}
    </section>
  )
}

function FileLine({ file, live }: { file: EventFile; live: boolean }) {
  const broken = file.state === 'damaged' || file.state === 'foreign' || (file.state === 'cut' && !live)
  return (
    <li className="flex items-start gap-1.5">
      {broken && <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-warning" />}
      <span className="min-w-0 break-words">
        <code className="text-fg">{file.path}</code>: {describeFile(file, live)} {describeLeftOut(file.leftOut)}
      </span>
    </li>
  )
}

interface SectionProps {
  title: string
  columns: string
  run: string
  live: boolean
  names: SummaryName[]
}

const perPage = 6

/** Each name draws for itself, a few at a time, however many there are. */
function Section({ title, columns, run, live, names }: SectionProps) {
  const [count, setCount] = useState(perPage)
  if (names.length === 0) return null
  return (
    <section aria-label={title} className="flex flex-col gap-3">
      <h2 className="font-medium">{title}</h2>
      <div className={`grid gap-4 ${columns}`}>
        {names.slice(0, count).map((name) => (
          <SummaryPart key={name.name} run={run} of={name} live={live} />
        ))}
      </div>
      {names.length > count && (
        <Button className="self-center" onClick={() => setCount(count + perPage)}>
          Show more of {names.length}
        </Button>
      )}
    </section>
  )
}
