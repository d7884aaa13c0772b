import { CircleAlert, CircleCheck, CircleDashed, CircleX, Droplets, LoaderCircle, Power } from 'lucide-react'
import { Badge, type Tone } from '@/components/ui/badge'
import type { NodeView, TargetView } from '@/lib/clusters/schema'

interface Shown {
  word: string
  tone: Tone
  icon: typeof Power
}

const targets: Record<TargetView['state'], Shown> = {
  ready: { word: 'Ready', tone: 'succeeded', icon: CircleCheck },
  problem: { word: 'Problem', tone: 'failed', icon: CircleAlert },
  deleting: { word: 'Being deleted', tone: 'warning', icon: Droplets },
}

const nodes: Record<NodeView['state'], Shown> = {
  launching: { word: 'Launching', tone: 'running', icon: LoaderCircle },
  live: { word: 'Live', tone: 'succeeded', icon: CircleCheck },
  draining: { word: 'Draining', tone: 'warning', icon: Droplets },
  terminating: { word: 'Ending', tone: 'warning', icon: Power },
  gone: { word: 'Gone', tone: 'neutral', icon: CircleDashed },
  failed: { word: 'Failed', tone: 'failed', icon: CircleX },
}

const silent: Shown = { word: 'Not heard of', tone: 'failed', icon: CircleAlert }

function StateBadge({ shown: { word, tone, icon: Icon } }: { shown: Shown }) {
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className="size-3.5" />
      {word}
    </Badge>
  )
}

export const TargetStateBadge = ({ state }: { state: TargetView['state'] }) => <StateBadge shown={targets[state]} />

export const NodeStateBadge = ({ node }: { node: NodeView }) => <StateBadge shown={node.state === 'live' && !node.heard ? silent : nodes[node.state]} />
