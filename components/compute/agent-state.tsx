import { CircleDashed, CirclePause, CircleStop, Droplets, LoaderCircle, Plug, Unplug } from 'lucide-react'
import { Badge, type Tone } from '@/components/ui/badge'
import type { AgentState } from '@/lib/compute/schema'

const states: Record<AgentState, { word: string; tone: Tone; icon: typeof Plug }> = {
  connected: { word: 'Connected', tone: 'succeeded', icon: Plug },
  busy: { word: 'Busy', tone: 'running', icon: LoaderCircle },
  paused: { word: 'Paused', tone: 'warning', icon: CirclePause },
  draining: { word: 'Draining', tone: 'warning', icon: Droplets },
  stopped: { word: 'Stopped', tone: 'neutral', icon: CircleStop },
  lost: { word: 'Lost', tone: 'failed', icon: Unplug },
  new: { word: 'Never connected', tone: 'neutral', icon: CircleDashed },
}

export function AgentStateBadge({ state }: { state: AgentState }) {
  const { word, tone, icon: Icon } = states[state]
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className="size-3.5" />
      {word}
    </Badge>
  )
}
