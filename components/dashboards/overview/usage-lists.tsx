import { Nothing, Row, Rows } from '@/components/home/section'
import { objectHref, verb } from '@/components/activity/words'
import { firstOfDays, pipelineRunsHref } from '../tiles/hrefs'
import { formatCount, formatNumber } from '@/components/ui/format'
import { HoverLink } from '@/components/ui/hover-link'
import { RelativeTime } from '@/components/ui/relative-time'
import type { Change, Overview } from '@/lib/dashboards/overview-schema'
import type { ProjectProgress } from '@/lib/dashboards/tile-data'

export const hoursText = (seconds: number) => (seconds > 0 && seconds < 36 ? 'under 0.01 h' : `${formatNumber(seconds / 3600, 3)} h`)

/** Compute hours by person, each as a share of the largest; the workspace's sum first. */
export function HoursList({ workspace, hours, days }: { workspace: string; hours: NonNullable<Overview['hours']>; days: number }) {
  const from = days === 0 ? undefined : firstOfDays(days)
  if (hours.seconds === 0) return <Nothing>Nothing was computed in this period.</Nothing>
  const most = hours.people[0]?.seconds ?? 0
  return (
    <ul className="divide-y divide-line rounded-md border border-line bg-surface tabular">
      <li className="flex items-baseline justify-between px-3 py-2">
        <HoverLink href={pipelineRunsHref(workspace, { from })} className="font-medium hover:underline">
          The workspace
        </HoverLink>
        <span className="font-semibold">{hoursText(hours.seconds)}</span>
      </li>
      {hours.people.slice(0, 8).map(({ person, seconds, steps, runs }) => (
        <li key={person} className="flex flex-col gap-1 px-3 py-1.5">
          <span className="flex items-baseline justify-between gap-3">
            {person && steps > 0 ? (
              <HoverLink href={pipelineRunsHref(workspace, { from, person })} className="min-w-0 truncate hover:underline">
                {person}
              </HoverLink>
            ) : (
              <span className="min-w-0 truncate">{person || 'Without a name'}</span>
            )}
            <span className="shrink-0 text-muted">
              {[steps > 0 && formatCount(steps, 'step'), runs > 0 && formatCount(runs, 'logged run')].filter(Boolean).join(', ')} · <span className="text-fg">{hoursText(seconds)}</span>
            </span>
          </span>
          <span aria-hidden className="h-1 rounded-full bg-sunken">
            <span className="block h-1 rounded-full bg-(--series-1)" style={{ width: `${most > 0 ? (seconds / most) * 100 : 0}%` }} />
          </span>
        </li>
      ))}
      {hours.people.length > 8 && <li className="px-3 py-1.5 text-sm text-muted">{`The 8 largest of ${hours.people.length} people.`}</li>}
    </ul>
  )
}

export function LabelingList({ workspace, projects }: { workspace: string; projects: ProjectProgress[] }) {
  if (projects.length === 0) {
    return (
      <Nothing>
        No labeling project yet.{' '}
        <HoverLink href={`/w/${workspace}/labeling`} className="link">
          See labeling
        </HoverLink>
      </Nothing>
    )
  }
  return (
    <Rows>
      {projects.map(({ id, name, images, done, review, week }) => (
        <Row key={id} href={`/w/${workspace}/labeling/${id}`} title={name} note={[review > 0 && `${review} in review`, week > 0 && `${week} labeled in 7 days`].filter(Boolean).join(' · ')}>
          <span>{`${done} of ${formatCount(images, 'image')} done`}</span>
        </Row>
      ))}
    </Rows>
  )
}

/** What changed and who did it. */
export function ChangeList({ workspace, changes }: { workspace: string; changes: Change[] }) {
  if (changes.length === 0) return <Nothing>Nothing has been changed yet.</Nothing>
  return (
    <ul className="divide-y divide-line rounded-md border border-line bg-surface">
      {changes.map(({ id, actor, action, object, trials, atMs }) => {
        const href = action.endsWith('.deleted') ? null : objectHref(workspace, object)
        const name = object.name || object.id || ''
        return (
          <li key={id} className="flex items-baseline gap-3 px-3 py-1.5">
            <span className="min-w-0 flex-1 truncate">
              <span className="font-medium">{actor.name}</span> <span className="text-muted">{trials === null ? `${verb(action)} ${object.kind.replaceAll('_', ' ')}` : trials === 0 ? 'chose trials of the sweep' : `ran ${formatCount(trials, 'trial')} of the sweep`}</span>{' '}
              {href ? (
                <HoverLink href={href} className="link">
                  {name}
                </HoverLink>
              ) : (
                name
              )}
            </span>
            <RelativeTime at={atMs} className="shrink-0 text-muted" />
          </li>
        )
      })}
    </ul>
  )
}
