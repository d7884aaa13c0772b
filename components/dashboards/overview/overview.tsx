'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Section } from '@/components/home/section'
import { useUrlState } from '@/components/runs/use-url-state'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Segmented } from '@/components/ui/segmented'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { Overview } from '@/lib/dashboards/overview-schema'
import { BestList } from './best-list'
import { FailedList, RunningList } from './running-list'
import { ChangeList, HoursList, LabelingList } from './usage-lists'

const periods = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '0', label: 'All time' },
]

/** What a manager asks first: what runs, what failed, what is best, what it cost, and who changed what. Live by the shell's events. */
export function OverviewPanel({ initial }: { initial: Overview }) {
  const { slug } = useWorkspace()
  const url = useUrlState()
  const api = useApi()
  const audit = useCan('activity.read')
  const days = periods.find(({ value }) => value === url.get('days'))?.value ?? '30'
  const { data, error, refetch } = useQuery({
    // Below the key that the shell's stream of events refreshes.
    queryKey: ['runs', slug, 'overview', days],
    queryFn: ({ signal }) => api.get<Overview>(`/dashboards/overview?days=${days}`, { signal }),
    initialData: String(initial.days) === days ? initial : undefined,
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  })
  const shown = data ?? initial
  const all = (segment: string, label: string) => ({ href: `/w/${slug}/${segment}`, label })
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-lg font-semibold">Overview</h2>
        <Segmented aria-label="Period of compute hours and changes of the best" value={days} onValueChange={(value) => url.set({ days: value === '30' ? null : value })} options={periods} />
      </div>
      {error && <ErrorNote title="The overview could not be brought up to date" error={error} action={<Button size="sm" onClick={() => void refetch()}>Try again</Button>} />}
      <div className="grid grid-cols-2 items-start gap-6 max-lg:grid-cols-1">
        {shown.running && <Section title="Running now" all={all('runs', 'All runs')}><RunningList workspace={slug} running={shown.running} /></Section>}
        {shown.failed && <Section title="Failed since yesterday" all={all('runs?state=failed', 'All failed runs')}><FailedList workspace={slug} failed={shown.failed} /></Section>}
        {shown.best && <Section title="Best by experiment" all={all('experiments', 'All experiments')}><BestList workspace={slug} best={shown.best} days={shown.days} /></Section>}
        {shown.hours && <Section title="Compute hours"><HoursList workspace={slug} hours={shown.hours} days={shown.days} /></Section>}
        {shown.labeling && <Section title="Labeling progress" all={all('labeling', 'All projects')}><LabelingList workspace={slug} projects={shown.labeling} /></Section>}
        {shown.changes && <Section title="What changed" all={audit ? all('activity', 'All activity') : undefined}><ChangeList workspace={slug} changes={shown.changes} /></Section>}
      </div>
    </div>
  )
}
