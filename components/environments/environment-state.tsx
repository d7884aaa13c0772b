import { CircleCheck, CircleDashed, CirclePause, CircleX, Clock, LoaderCircle } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import type { EnvironmentOnAgent, EnvironmentSummary } from '@/lib/environments/schema'

const looks = {
  absent: { icon: CircleDashed, color: 'text-queued', word: 'Not built' },
  asked: { icon: Clock, color: 'text-queued', word: 'Asked for' },
  building: { icon: LoaderCircle, color: 'text-running', word: 'Building' },
  /** Its agent went away in the middle of it. */
  unfinished: { icon: CirclePause, color: 'text-queued', word: 'Unfinished' },
  resolving: { icon: LoaderCircle, color: 'text-running', word: 'Resolving' },
  ready: { icon: CircleCheck, color: 'text-succeeded', word: 'Ready' },
  failed: { icon: CircleX, color: 'text-failed', word: 'Failed' },
} as const

export interface StateWordProps {
  state: keyof typeof looks
  /** Stands after the word: counts, or where. */
  children?: React.ReactNode
}

/** A state by colour, icon and word. */
export function StateWord({ state, children }: StateWordProps) {
  const { icon: Icon, color, word } = looks[state]
  const turns = state === 'building' || state === 'resolving'
  return (
    <span className={cn('inline-flex items-center gap-1.5 whitespace-nowrap', color)}>
      <Icon aria-hidden className={cn('size-3.5 shrink-0', turns && 'animate-spin motion-reduce:animate-none')} />
      {word}
      {children}
    </span>
  )
}

/** How far its build is where it is built; one whose agent is away is unfinished. */
export function BuildState({ state, done, total, connected }: Pick<EnvironmentOnAgent, 'state' | 'done' | 'total' | 'connected'>) {
  const building = state === 'building'
  return <StateWord state={building && !connected ? 'unfinished' : state}>{building && total > 0 && ` ${done}/${total}`}</StateWord>
}

/** How it stands on one agent. */
export function OnAgent({ on }: { on: EnvironmentOnAgent }) {
  if (on.wanted && on.state !== 'building') return <StateWord state="asked" />
  return <BuildState {...on} />
}

/** How it stands on all of them, in a few words; one that has no lock yet stands nowhere. */
export function OnAgents({ environment: { stage, agents } }: { environment: Pick<EnvironmentSummary, 'stage' | 'agents'> }) {
  if (stage !== 'ready') return <StateWord state={stage} />
  const there = agents.filter(({ connected }) => connected)
  const building = there.filter(({ state }) => state === 'building').sort((a, b) => b.done - a.done)[0]
  if (building) return <StateWord state="building">{building.total > 0 ? ` ${building.done}/${building.total} on ${building.agent}` : ` on ${building.agent}`}</StateWord>
  const count = (state: EnvironmentOnAgent['state']) => there.filter((on) => on.state === state).length
  if (there.some(({ wanted }) => wanted)) return <StateWord state="asked" />
  if (count('ready') > 0) return <StateWord state="ready">{` on ${count('ready') === 1 ? there.find(({ state }) => state === 'ready')!.agent : `${count('ready')} agents`}`}</StateWord>
  if (count('failed') > 0) return <StateWord state="failed">{` on ${count('failed') === 1 ? there.find(({ state }) => state === 'failed')!.agent : `${count('failed')} agents`}`}</StateWord>
  return <StateWord state="absent" />
}

/** Megabytes of the largest copy. */
export function largestMb(agents: EnvironmentOnAgent[]): number | null {
  const sizes = agents.flatMap(({ sizeMb }) => sizeMb ?? [])
  return sizes.length > 0 ? Math.max(...sizes) : null
}
