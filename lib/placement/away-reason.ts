import type { AgentRow } from '@/db/queries/compute'

/** True of one that is heard of and takes steps. */
export const works = (agent: AgentRow): boolean => agent.connected && !agent.stopped_at && agent.orders === 'work'

/**
 * Why none of the agents that fit takes steps: paused, about to end, ended or not heard of, the one first that is soonest
 * helped. `all`: how many agents there are. Spans rather than times of day: who reads it may be in any time zone.
 */
export function awayReason(fitting: AgentRow[], all: number, now: number): string {
  const present = fitting.filter((agent) => agent.connected && !agent.stopped_at)
  const paused = present.filter(({ orders }) => orders === 'pause').sort((a, b) => endOf(a) - endOf(b))[0]
  const held = paused ?? present[0] ?? fitting.find(({ stopped_at }) => stopped_at)
  if (!held) return `No agent ${fitting.length < all ? 'that fits this step ' : ''}is connected; ${lastSeen(fitting, now)}`
  const clause = held === paused ? pauseWords(held, now) : held.stopped_at ? stoppedWords(held) : endingWords(held)
  if (fitting.length > 1) return `None of the ${fitting.length} agents${fitting.length < all ? ' that fit' : ''} takes steps now; ${held.name} ${clause}`
  return `Agent ${held.name}${all > 1 ? ', the only one that fits,' : ''} ${clause}`
}

const endOf = ({ paused_until }: AgentRow) => (paused_until ? Date.parse(paused_until) : Infinity)

function pauseWords({ paused_until, note }: AgentRow, now: number): string {
  const left = paused_until ? ` for another ${span((Date.parse(paused_until) - now) / 60_000)}` : ''
  const why = note.trim().replace(/\.$/, '')
  return `is paused${left}${why && `: ${why}`}. Resume it under Compute${left && ', or wait'}`
}

function endingWords({ orders }: AgentRow): string {
  return `${orders === 'drain' ? 'finishes what it runs, then ends' : 'is being stopped'}. Resume it under Compute, or add another`
}

function stoppedWords({ connected }: AgentRow): string {
  return connected ? 'was stopped. Resume it under Compute' : 'was stopped. Start it again on its machine, or add another under Compute'
}

function lastSeen(agents: AgentRow[], now: number): string {
  const latest = agents.filter((agent) => agent.seen_at).sort((a, b) => Date.parse(b.seen_at!) - Date.parse(a.seen_at!))[0]
  if (!latest) return 'none has ever been. Start one under Compute'
  const minutes = Math.round((now - Date.parse(latest.seen_at!)) / 60_000)
  return `${latest.name} was last seen ${minutes < 1 ? 'less than a minute' : minutes === 1 ? 'a minute' : span(minutes)} ago`
}

/** Minutes in the largest unit that does not round much away. */
function span(minutes: number): string {
  const [value, unit] = minutes < 120 ? [minutes, 'minute'] : minutes < 48 * 60 ? [minutes / 60, 'hour'] : [minutes / 1440, 'day']
  const whole = Math.max(1, Math.round(value))
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`
}
