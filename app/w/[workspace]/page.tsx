import Link from 'next/link'
import { LayoutDashboard, Upload } from 'lucide-react'
import { OverviewPanel } from '@/components/dashboards/overview/overview'
import { DashboardPage } from '@/components/dashboards/page/dashboard-page'
import { FollowClientLink } from '@/components/experiments/follow-client-link'
import { AttentionList } from '@/components/home/attention'
import { NewPipelineButton } from '@/components/home/new-pipeline-button'
import { RecentData } from '@/components/home/recent-data'
import { RecentPipelines } from '@/components/home/recent-pipelines'
import { RecentRuns } from '@/components/home/recent-runs'
import { Nothing, Section } from '@/components/home/section'
import { Button } from '@/components/ui/button'
import { Page, PageHeader } from '@/components/ui/page-header'
import { requireContext } from '@/lib/auth/require-context'
import type { Context } from '@/lib/context'
import { homeDashboard, readDashboard } from '@/lib/dashboards/read'
import { readOverview } from '@/lib/dashboards/read-overview'
import { listData } from '@/lib/data/list-data'
import { readAttention } from '@/lib/home/attention'
import { can } from '@/lib/permissions'
import { listPipelines } from '@/lib/pipelines/list'
import { listRuns } from '@/lib/runs/list'

async function AnalystHome({ ctx }: { ctx: Context }) {
  const [pipelines, runs, data] = await Promise.all([listPipelines(ctx, { limit: 6 }), listRuns(ctx, { limit: 6 }), listData(ctx)])
  const attention = await readAttention(ctx, { pipelines, data })
  const { slug } = ctx.workspace
  const latest = [...data].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt)).slice(0, 6)
  return (
    <div className="grid grid-cols-[minmax(0,5fr)_minmax(0,3fr)] grid-rows-[auto_1fr] gap-6 max-lg:grid-cols-1 max-lg:grid-rows-none">
      <div className="row-span-2 flex flex-col gap-6 max-lg:order-2 max-lg:row-auto">
        <Section title="Continue where you were" all={{ href: `/w/${slug}/pipelines`, label: 'All pipelines' }}>
          <RecentPipelines workspace={slug} pipelines={pipelines} mayWrite={can(ctx.actor, 'pipelines.write')} />
        </Section>
        <Section title="Runs" all={{ href: `/w/${slug}/runs`, label: 'All runs' }}>
          <RecentRuns initial={runs} />
        </Section>
      </div>
      {attention.length > 0 && (
        <Section title="Needs attention" className="max-lg:order-1">
          <AttentionList items={attention} />
        </Section>
      )}
      <Section title="Recent data" className="self-start max-lg:order-3 max-lg:self-auto" all={{ href: `/w/${slug}/data`, label: 'All data' }}>
        <RecentData workspace={slug} data={latest} mayWrite={can(ctx.actor, 'data.write')} />
      </Section>
    </div>
  )
}

interface Props {
  params: Promise<{ workspace: string }>
  searchParams: Promise<{ home?: string }>
}

export default async function HomePage({ params, searchParams }: Props) {
  const ctx = await requireContext((await params).workspace, 'workspace.read')
  const chosen = await homeDashboard(ctx)
  if (chosen && (await searchParams).home !== 'ordinary') {
    return (
      <>
        <FollowClientLink />
        <DashboardPage key={chosen} home initial={await readDashboard(ctx, chosen)} />
      </>
    )
  }
  return (
    <Page>
      <FollowClientLink />
      <PageHeader
        title={ctx.workspace.name}
        actions={
          <>
            {chosen && (
              <Button asChild variant="ghost">
                <Link href={`/w/${ctx.workspace.slug}`}>
                  <LayoutDashboard aria-hidden className="size-4" strokeWidth={1.75} />
                  My dashboard
                </Link>
              </Button>
            )}
            {can(ctx.actor, 'data.write') && (
              <Button asChild>
                <Link href={`/w/${ctx.workspace.slug}/data/new`}>
                  <Upload aria-hidden className="size-4" strokeWidth={1.75} />
                  Add data
                </Link>
              </Button>
            )}
            {can(ctx.actor, 'pipelines.write') && <NewPipelineButton />}
          </>
        }
      />
      {can(ctx.actor, 'pipelines.read') ? (
        <>
          <AnalystHome ctx={ctx} />
          <OverviewPanel initial={await readOverview(ctx, 30)} />
        </>
      ) : <Nothing>Nothing waits for you here. What you are given to label will stand on this page.</Nothing>}
    </Page>
  )
}
