'use client'

import { useState } from 'react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { Pencil, Trash2 } from 'lucide-react'
import { ApiError, useApi } from '@/components/ui/api-client'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { ErrorNote } from '@/components/ui/error-note'
import { Facts } from '@/components/ui/facts'
import { formatCount } from '@/components/ui/format'
import { Crumb } from '@/components/shell/crumb'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { TargetView } from '@/lib/clusters/schema'
import { targetPath, useRefreshTargets, useTarget } from './cluster-queries'
import { NodesTable } from './nodes-table'
import { TargetCharts } from './target-charts'
import { TargetResources } from './target-resources'
import { TargetStateBadge } from './target-state'
import { boundsWords, engineWords, roomWords, secondsWords } from './target-words'

const TargetDialog = dynamic(() => import('./target-dialog').then((part) => part.TargetDialog), { ssr: false })

/** One cluster: what it is, needs and has, its nodes, and how that went. */
export function TargetPage({ initial }: { initial: TargetView }) {
  const { slug } = useWorkspace()
  const { data: target, error } = useTarget(initial)
  const gone = error instanceof ApiError && error.status === 404
  return (
    <Page>
      <Crumb label={target.name} />
      <PageHeader
        title={target.name}
        badge={gone ? undefined : <TargetStateBadge state={target.state} />}
        description={
          <Link className="text-link hover:underline" href={`/w/${slug}/compute`}>
            All compute
          </Link>
        }
        actions={gone ? undefined : <Actions target={target} />}
      />
      {gone ? <p className="rounded-md border border-line bg-surface px-3 py-4">It was deleted, and its last node has ended.</p> : <Body target={target} error={error} />}
    </Page>
  )
}

function Body({ target, error }: { target: TargetView; error: unknown }) {
  return (
    <>
      {Boolean(error) && <ErrorNote title="This page is not up to date" error={error} />}
      {target.problem && <ErrorNote title={target.cooling ? 'The next launch waits a while' : 'Something is wrong'} error={new Error(target.problem)} />}
      {target.tooLarge > 0 && (
        <p className="rounded-md border border-line bg-warning-soft px-3 py-2 text-warning">
          {formatCount(target.tooLarge, 'waiting step')} {target.tooLarge === 1 ? 'asks' : 'ask'} for more than one of its nodes has. Make its nodes larger, or let the {target.tooLarge === 1 ? 'step' : 'steps'} ask for less.
        </p>
      )}
      <TargetFacts target={target} />
      {target.engine === 'ray' && <TargetResources name={target.name} />}
      <section className="flex flex-col gap-2">
        <h2 className="font-semibold">
          Nodes
        </h2>
        <NodesTable name={target.name} />
      </section>
      <TargetCharts name={target.name} />
    </>
  )
}

function Actions({ target }: { target: TargetView }) {
  const mayManage = useCan('compute.manage')
  const api = useApi()
  const router = useRouter()
  const { slug } = useWorkspace()
  const refresh = useRefreshTargets()
  const [asked, setAsked] = useState<'edit' | 'delete' | null>(null)
  if (!mayManage || target.state === 'deleting') return null
  async function remove() {
    await api.delete(targetPath(target.name))
    await refresh()
    if (target.nodes === 0) router.push(`/w/${slug}/compute`)
  }
  return (
    <>
      <Button icon={Pencil} onClick={() => setAsked('edit')}>
        Change
      </Button>
      <Button icon={Trash2} onClick={() => setAsked('delete')}>
        Delete
      </Button>
      {asked === 'edit' && <TargetDialog target={target} onClose={() => setAsked(null)} />}
      <Confirm open={asked === 'delete'} onOpenChange={(open) => !open && setAsked(null)} title={`Delete ${target.name}?`} action="Delete cluster" onConfirm={remove}>
        {nodesEnd(target.nodes)} {target.waiting > 0 && `${formatCount(target.waiting, 'step')} that wait for it will wait until they are cancelled.`}
      </Confirm>
    </>
  )
}

/** What becomes of its nodes when it is deleted. */
function nodesEnd(nodes: number): string {
  if (nodes === 0) return 'It has no node.'
  if (nodes === 1) return 'Its node finishes what it runs, then ends; with it the cluster is gone.'
  return `Its ${formatCount(nodes, 'node')} finish what they run, then end; with the last it is gone.`
}

function TargetFacts({ target }: { target: TargetView }) {
  return (
    <section aria-label="About the cluster" className="grid items-start gap-x-5 gap-y-1.5 md:grid-cols-2">
      <Facts
        items={[
          { label: 'Engine', value: engineWords[target.engine] },
          { label: 'Nodes', value: `${boundsWords(target)}: ${target.live} live, ${target.busy} busy` },
          { label: 'Steps', value: `${target.running} running, ${target.waiting} waiting` },
          { label: 'Idle time', value: `${secondsWords(target.idleSeconds)}, then a node ends` },
          { label: 'Each node', value: roomWords(target) },
        ]}
      />
      <Facts
        items={[
          { label: 'Address', value: target.address ?? undefined },
          { label: 'Machines', value: target.hosts.length > 0 ? target.hosts.join(', ') : undefined },
          { label: 'Token', value: target.engine === 'ray' ? (target.hasToken ? 'stored, encrypted' : 'none') : undefined },
          { label: 'Studio', value: target.studioUrl },
          { label: 'Tags', value: target.tags.length > 0 ? <span className="flex flex-wrap gap-1">{target.tags.map((tag) => <Badge key={tag}>{tag}</Badge>)}</span> : undefined },
          { label: 'Added by', value: target.createdBy || undefined },
        ]}
      />
    </section>
  )
}
