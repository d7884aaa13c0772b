import type { AgentRow } from '@/db/queries/compute'
import { counted, inGigabytes, memoryOf, shortNumber, type NeedyStep } from './step-needs'

export interface RoomFacts {
  /** By component, the seconds that it usually takes. */
  medians: Map<string, number>
  /** Milliseconds since the Unix epoch. */
  now: number
  /** How many agents there are in all. */
  all: number
}

/** What of an agent is taken by the steps that it runs; `words` is what the step asks for, `said` what is left, in a sentence. */
interface Shortage {
  kind: 'slots' | 'gpus' | 'cpus' | 'memory'
  words: string
  said: string
  /** Seconds until some of it is usually free. */
  seconds: number | undefined
}

/** Keys that make a step one that must find room beside what runs; any other takes a slot and no more. */
const demands = ['cpus', 'memoryMb', 'gpus', 'tags', 'priority', 'resources'] as const

/** Why agents that work and are made for the step do not take it now. */
export function roomReason(step: NeedyStep, agents: AgentRow[], facts: RoomFacts): string {
  const shortages: Shortage[] = []
  for (const agent of agents) {
    const short = shortage(step, agent, facts)
    if (!short) return `About to start on ${agent.name}`
    shortages.push(short)
  }
  const { kind, words, said } = shortages[0]!
  const soonest = Math.min(...shortages.map(({ seconds }) => seconds ?? Infinity))
  const rest = agents.length < facts.all ? ' that fit' : ''
  if (kind === 'slots' || shortages.some((short) => short.kind !== kind)) {
    const who = agents.length === 1 ? said : `All ${agents.length} agents${rest} are busy`
    return soonest === Infinity ? who : `${who}, next free in about ${roundSeconds(soonest)}`
  }
  const what = agents.length === 1 ? said : `None of the ${agents.length} agents${rest} has ${words} free`
  return soonest === Infinity ? what : `${what}; ${kind === 'memory' ? 'more is free' : 'the next is free'} in about ${roundSeconds(soonest)}`
}

function shortage(step: NeedyStep, agent: AgentRow, facts: RoomFacts): Shortage | undefined {
  const demanding = demands.some((key) => key in step.requests)
  const { running, capabilities } = agent
  // A step that asks for more than one CPU keeps as many slots from those that ask for none.
  const blocked = demanding ? 0 : running.reduce((sum, { cpus }) => sum + Math.max(0, Math.ceil(cpus) - 1), 0)
  if (running.length + blocked >= (capabilities?.slots ?? 1)) return { kind: 'slots', words: '', said: `Agent ${agent.name} is busy`, seconds: nextFree(running, facts) }
  return demanding ? (gpuShortage(step, agent, facts) ?? cpuShortage(step, agent, facts) ?? memoryShortage(step, agent, facts)) : undefined
}

function gpuShortage({ requests: { gpus = 0 } }: NeedyStep, { name, running, capabilities }: AgentRow, facts: RoomFacts): Shortage | undefined {
  const all = capabilities?.gpus?.length ?? 0
  const holders = running.filter((other) => other.gpus > 0)
  const free = left(all, holders.map((other) => other.gpus))
  return gpus > free ? { kind: 'gpus', words: counted(gpus, 'GPU'), said: gpusInUse(name, all, free, gpus), seconds: nextFree(holders, facts) } : undefined
}

function cpuShortage({ requests: { cpus = 0 } }: NeedyStep, { name, running, capabilities }: AgentRow, facts: RoomFacts): Shortage | undefined {
  const all = capabilities?.cpus ?? 0
  const free = left(all, running.map((other) => other.cpus))
  if (cpus <= free) return undefined
  const said = `${name} has ${free > 0 ? shortNumber(free) : 'none'} of its ${counted(all, 'CPU')} free, and the step asks for ${shortNumber(cpus)}`
  return { kind: 'cpus', words: counted(cpus, 'CPU'), said, seconds: nextFree(running, facts) }
}

function memoryShortage(step: NeedyStep, { name, running, capabilities }: AgentRow, facts: RoomFacts): Shortage | undefined {
  const memory = memoryOf(step)
  const all = capabilities?.memoryMb ?? 0
  const holders = running.filter((other) => other.memoryMb > 0)
  const free = left(all, holders.map((other) => other.memoryMb))
  if (memory <= free) return undefined
  const said = `${name} has ${inGigabytes(free)} of its ${inGigabytes(all)} of memory free, and the step ${step.requests.memoryMb === undefined ? 'needs about' : 'asks for'} ${inGigabytes(memory)}`
  return { kind: 'memory', words: `${inGigabytes(memory)} of memory`, said, seconds: nextFree(holders, facts) }
}

function gpusInUse(name: string, all: number, free: number, asked: number): string {
  if (free > 0) return `${name} has ${free} of its ${all} GPUs free, and the step asks for ${asked}`
  return all === 1 ? `The GPU of ${name} is in use` : `The GPUs of ${name} are in use`
}

const left = (has: number, taken: number[]) => Math.max(0, taken.reduce((rest, part) => rest - part, has))

function nextFree(running: AgentRow['running'], { medians, now }: RoomFacts): number | undefined {
  const known = running.flatMap((step) => {
    const seconds = (medians.get(step.component) ?? 0) - (now - Date.parse(step.since)) / 1000
    return seconds > 0 ? [seconds] : []
  })
  return known.length === 0 ? undefined : Math.min(...known)
}

function roundSeconds(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`
  return `${Math.round(seconds / 60)} min`
}
