'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useUrlState } from '@/components/runs/use-url-state'
import { ErrorNote } from '@/components/ui/error-note'
import { Crumb } from '@/components/shell/crumb'
import { Page, PageHeader } from '@/components/ui/page-header'
import { RelativeTime } from '@/components/ui/relative-time'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Tab, TabPanel, Tabs, TabsList } from '@/components/ui/tabs'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { AgentView } from '@/lib/compute/schema'
import { AgentActions } from './agent-actions'
import { AgentCharts } from './agent-charts'
import { AgentFacts } from './agent-facts'
import { AgentHistoryTable } from './agent-history'
import { useAgent, useAgentLog } from './agent-queries'
import { AgentStateBadge } from './agent-state'
import { StateNote } from './agents-table'
import { slotWords } from './agent-words'
import { EnvironmentRow } from './environment-row'

const parts = [
  { value: 'now', label: 'Now' },
  { value: 'history', label: 'History' },
  { value: 'environments', label: 'Environments' },
  { value: 'log', label: 'Log' },
]

/** One agent: what it is, does, has done and says. */
export function AgentPage({ initial }: { initial: AgentView }) {
  const { slug } = useWorkspace()
  const router = useRouter()
  const url = useUrlState()
  const tab = parts.find(({ value }) => value === url.get('tab'))?.value ?? 'now'
  const { data: agent, error } = useAgent(initial)
  return (
    <Page>
      <Crumb label={agent.name} />
      <PageHeader
        title={agent.name}
        badge={<AgentStateBadge state={agent.state} />}
        description={
          <span className="flex flex-wrap gap-x-3">
            <Link className="text-link hover:underline" href={`/w/${slug}/compute`}>
              All agents
            </Link>
            <StateNote agent={agent} className="min-w-0 wrap-anywhere" />
          </span>
        }
        actions={<AgentActions agent={agent} shown="buttons" onRemoved={() => router.push(`/w/${slug}/compute`)} />}
      />
      {error && <ErrorNote title="This page is not up to date" error={error} />}
      {agent.state === 'stopped' && !agent.capabilities?.stays && <StartAgain />}
      <Tabs value={tab} onValueChange={(value) => url.set({ tab: value === 'now' ? null : value })} className="flex flex-col gap-4">
        <TabsList aria-label="Parts of the agent">
          {parts.map(({ value, label }) => (
            <Tab key={value} value={value}>
              {label}
            </Tab>
          ))}
        </TabsList>
        <TabPanel value="now" className="flex flex-col gap-5">
          <div className="grid gap-5 md:grid-cols-2">
            <AgentFacts agent={agent} />
            <RunsNow agent={agent} />
          </div>
          <AgentCharts agent={agent} />
        </TabPanel>
        <TabPanel value="history">
          <AgentHistoryTable agent={agent} />
        </TabPanel>
        <TabPanel value="environments">
          <Environments agent={agent} />
        </TabPanel>
        <TabPanel value="log">
          <OwnLog agent={agent} />
        </TabPanel>
      </Tabs>
    </Page>
  )
}

function StartAgain() {
  return (
    <p className="rounded-md border border-line bg-surface px-3 py-2">
      It has ended. On its machine, <code className="font-mono text-sm">node ~/.atelier-agent/agent.mjs</code> starts it again (the folder is another one where <code className="font-mono text-sm">--home</code> was told, and <code className="font-mono text-sm">~/.atelier-agent-2</code> of a second agent there).
    </p>
  )
}

function RunsNow({ agent }: { agent: AgentView }) {
  const { slug } = useWorkspace()
  return (
    <section aria-label="Runs now">
      <h2 className="mb-1 font-semibold">Runs now{agent.capabilities ? `, ${slotWords(agent)}` : ''}</h2>
      {agent.running.length === 0 && <p className="text-muted">Nothing.</p>}
      <ul className="flex flex-col gap-1 tabular">
        {agent.running.map((step, index) => (
          <li key={index} className="truncate">
            {step.runId ? (
              <Link className="text-link hover:underline" href={`/w/${slug}/runs/${step.runId}`}>
                {step.name}, run {step.runNumber}
              </Link>
            ) : (
              step.name
            )}{' '}
            <span className="text-muted">
              begun <RelativeTime at={step.since} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Environments({ agent }: { agent: AgentView }) {
  if (agent.environments.length === 0) return <p className="text-muted">It has no Python environment and builds none now.</p>
  return (
    <ul aria-label={`Environments of ${agent.name}`} className="rounded-md border border-line bg-surface">
      {agent.environments.map((environment) => (
        <EnvironmentRow key={environment.lockHash} agent={agent} environment={environment} />
      ))}
    </ul>
  )
}

function OwnLog({ agent }: { agent: AgentView }) {
  const { data, error } = useAgentLog(agent.id)
  if (error) return <ErrorNote error={error} />
  if (!data) return <SkeletonRows rows={6} />
  return (
    <pre tabIndex={0} aria-label={`Log of ${agent.name}`} className="flex max-h-[70vh] flex-col-reverse overflow-auto rounded-md border border-line bg-canvas px-4 py-3 font-mono text-sm break-words whitespace-pre-wrap">
      {data.log || 'It has said nothing yet.'}
    </pre>
  )
}
