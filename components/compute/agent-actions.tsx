'use client'

import { useState } from 'react'
import { CirclePause, CirclePlay, CircleStop, Droplets, Ellipsis, Trash2 } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuSeparator, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { showToast } from '@/components/ui/toast'
import { useCan } from '@/components/ui/workspace-context'
import type { AgentView } from '@/lib/compute/schema'
import { useRefreshAgents } from './agent-queries'
import { PauseDialog } from './pause-dialog'

type Asking = 'pause' | 'drain' | 'stop' | 'remove' | null

const questions = {
  drain: { title: (name: string) => `Drain ${name}?`, action: 'Drain agent', text: 'It finishes the steps that it runs, takes no others, then ends. Nothing is lost.' },
  stop: { title: (name: string) => `Stop ${name} now?`, action: 'Stop now', text: 'The steps that it runs are ended and queued again for other agents, which begin them anew. Then it ends.' },
  remove: { title: (name: string) => `Remove ${name}?`, action: 'Remove agent', text: 'Its credential ends at once. Steps that it runs now are queued again for another agent. What it did before stays.' },
}

/** What can be done with an agent, in a menu on lists and as buttons on its page. */
export function AgentActions({ agent, shown, onRemoved }: { agent: AgentView; shown: 'menu' | 'buttons'; onRemoved?: () => void }) {
  const api = useApi()
  const refresh = useRefreshAgents()
  const [asking, setAsking] = useState<Asking>(null)
  if (!useCan('compute.manage')) return null
  const order = async (verb: 'resume' | 'drain' | 'stop') => {
    await api.post(`/agents/${agent.id}/${verb}`, {})
    await refresh()
  }
  const resume = () => void order('resume').catch((error: unknown) => showToast({ tone: 'error', message: `${agent.name} was not resumed: ${error instanceof Error ? error.message : String(error)}` }))
  const confirm = async () => {
    if (asking === 'remove') {
      await api.delete(`/agents/${agent.id}`)
      await refresh()
      onRemoved?.()
    } else if (asking === 'drain' || asking === 'stop') await order(asking)
  }
  const offered = offers(agent)
  const parts = { agent, offered, resume, ask: setAsking }
  return (
    <>
      {shown === 'menu' ? <Menu {...parts} /> : <Buttons {...parts} />}
      {asking === 'pause' && <PauseDialog agent={agent} onClose={() => setAsking(null)} />}
      {asking && asking !== 'pause' && (
        <Confirm open onOpenChange={(open) => !open && setAsking(null)} title={questions[asking].title(agent.name)} action={questions[asking].action} danger={asking !== 'drain'} onConfirm={confirm}>
          {questions[asking].text}
        </Confirm>
      )}
    </>
  )
}

function offers({ state, capabilities }: AgentView) {
  const alive = state === 'connected' || state === 'busy'
  return { pause: alive, resume: state === 'paused' || state === 'draining' || (state === 'stopped' && capabilities?.stays === true), drain: alive || state === 'paused', stop: alive || state === 'paused' || state === 'draining' }
}

interface Parts {
  agent: AgentView
  offered: ReturnType<typeof offers>
  resume: () => void
  ask: (what: Asking) => void
}

function Menu({ agent, offered, resume, ask }: Parts) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="sm" variant="ghost" icon={Ellipsis} aria-label={`Actions for ${agent.name}`} />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {offered.resume && <DropdownMenuItem icon={CirclePlay} onSelect={resume}>Resume</DropdownMenuItem>}
        {offered.pause && <DropdownMenuItem icon={CirclePause} onSelect={() => ask('pause')}>Pause …</DropdownMenuItem>}
        {offered.drain && <DropdownMenuItem icon={Droplets} onSelect={() => ask('drain')}>Drain …</DropdownMenuItem>}
        {offered.stop && <DropdownMenuItem icon={CircleStop} onSelect={() => ask('stop')}>Stop now …</DropdownMenuItem>}
        {(offered.resume || offered.stop) && <DropdownMenuSeparator />}
        <DropdownMenuItem icon={Trash2} danger onSelect={() => ask('remove')}>Remove …</DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

function Buttons({ offered, resume, ask }: Parts) {
  return (
    <>
      <Button icon={Trash2} variant="ghost" onClick={() => ask('remove')}>Remove</Button>
      {offered.stop && <Button icon={CircleStop} onClick={() => ask('stop')}>Stop now</Button>}
      {offered.drain && <Button icon={Droplets} onClick={() => ask('drain')}>Drain</Button>}
      {offered.pause && <Button icon={CirclePause} onClick={() => ask('pause')}>Pause</Button>}
      {offered.resume && <Button icon={CirclePlay} variant="primary" onClick={resume}>Resume</Button>}
    </>
  )
}
