// What happens when, by the seed.

const events = [
  { kind: 'agent', weight: 4 },
  { kind: 'studio', weight: 3 },
  { kind: 'postgres', weight: 1 },
  { kind: 'cut', weight: 3 },
  { kind: 'stall', weight: 2 },
  { kind: 'swallow', weight: 2 },
  { kind: 'refuse', weight: 2 },
]
const total = events.reduce((sum, { weight }) => sum + weight, 0)

/** @returns {() => { kind: string, at: number, waitMs: number, lastsMs: number }} the next event each time: on which of them, how long after the one before, how long it lasts */
export function planOf(random, everyMs) {
  return () => {
    let left = random() * total
    const { kind } = events.find(({ weight }) => (left -= weight) < 0) ?? events[0]
    return { kind, at: Math.floor(random() * 1_000), waitMs: everyMs * (0.4 + 1.2 * random()), lastsMs: 500 + 5_500 * random() ** 2 }
  }
}
