'use client'

import { useQuery } from '@tanstack/react-query'
import { Images } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { formatCount, formatDuration, formatInteger } from '@/components/ui/format'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { LabelingDashboard } from '@/lib/labeling/read-dashboard'
import type { ProjectView } from '@/lib/labeling/schema'
import { AssistPanel } from '../assist/assist-panel'
import { dashboardQuery } from '../labeling-queries'
import { ProgressBar } from '../projects/progress-bar'
import { SentFiles } from '../projects/sent-files'
import { Bars } from './bars'
import { PeopleTable } from './people-table'

/** How far the project is, counted from what is there. */
export function Overview({ project, onAdd }: { project: ProjectView; onAdd?: () => void }) {
  const { slug } = useWorkspace()
  const { data, error } = useQuery(dashboardQuery(slug, project.id))
  const { counts } = project
  if (counts.images === 0)
    return (
      <div className="flex flex-col gap-6">
        {onAdd && <SentFiles project={project} />}
        <EmptyState icon={Images} title="This project has no images yet" action={onAdd && <Button variant="primary" onClick={onAdd}>Add images</Button>}>
          Images, a folder of them, a zip archive, or videos that are cut into frames.
        </EmptyState>
      </div>
    )
  return (
    <div className="flex flex-col gap-6">
      {project.instructions && (
        <details>
          <summary className="cursor-pointer text-sm font-medium">Instructions</summary>
          <p className="mt-2 max-w-[72ch] whitespace-pre-wrap text-muted">{project.instructions}</p>
        </details>
      )}
      <section aria-label="Progress" className="flex flex-col gap-3">
        <ProgressBar counts={counts} words={false} />
        <dl className="flex flex-wrap gap-x-8 gap-y-3">
          <Count name="Done" value={counts.done} />
          <Count name="In review" value={counts.review} />
          <Count name="To label" value={counts.open} />
          {counts.held > 0 && <Count name="Somebody is at" value={counts.held} />}
          {counts.skipped > 0 && <Count name="Skipped by somebody" value={counts.skipped} />}
          {counts.broken > 0 && <Count name="Cannot be read" value={counts.broken} />}
        </dl>
        {data && <p className="text-muted">{forecast(data)}</p>}
      </section>
      {onAdd && <SentFiles project={project} />}
      <AssistPanel project={project} />
      {error && <ErrorNote error={error} />}
      {data && (
        <>
          <div className="grid grid-cols-2 gap-6 max-md:grid-cols-1">
            <Bars title="Shapes of each label, in finished images" empty="No image is finished yet." bars={data.labels.map(({ id, name, colour, shapes, images }) => ({ id, name, value: shapes, colour, note: `in ${formatCount(images, 'image')}` }))} />
            <Bars title="Images submitted each day (UTC)" empty="Nobody has submitted an image yet." bars={data.days.slice(-14).map(({ day, submitted }) => ({ id: day, name: day, value: submitted }))} />
          </div>
          {data.people.length > 0 && <PeopleTable people={data.people} />}
        </>
      )}
    </div>
  )
}

function Count({ name, value }: { name: string; value: number }) {
  return (
    <div>
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="text-xl font-semibold tabular">{formatInteger(value)}</dd>
    </div>
  )
}

function forecast({ wanted, recent, secondsLeft }: LabelingDashboard): string {
  if (wanted === 0) return 'Nothing is left to label.'
  const left = `${formatCount(wanted, 'label set')} still wanted`
  if (secondsLeft === null) return `${left}. With fewer than five in the last 24 hours there is no pace to reckon with.`
  return `${left}. At the pace of the last 24 hours (${formatInteger(recent.submitted)} in ${formatDuration(recent.seconds * 1000)}) that takes about ${formatDuration(secondsLeft * 1000)}.`
}
