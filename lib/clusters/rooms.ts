import type { Room } from '@/db/schema/clusters'

/** What one step takes of a node. */
export interface Wish {
  cpus: number
  memoryMb: number
  gpus: number
  resources?: Record<string, number> | null
}

/** True where a step finds its place in what is free. What is not told of a node is not judged. */
export function fits(free: Room, { cpus, memoryMb, gpus, resources }: Wish): boolean {
  return (free.resources === undefined || holds(free.resources, resources ?? {})) && free.slots >= 1 && (free.cpus === null || free.cpus >= cpus) && (free.memoryMb === null || free.memoryMb >= memoryMb) && free.gpus >= gpus
}

/** What is left when a step has taken its part; never less than nothing. */
export function without(free: Room, { cpus, memoryMb, gpus, resources }: Wish): Room {
  const less = (all: number | null, part: number) => (all === null ? null : Math.max(0, all - part))
  return { slots: Math.max(0, free.slots - 1), cpus: less(free.cpus, cpus), memoryMb: less(free.memoryMb, memoryMb), gpus: Math.max(0, free.gpus - gpus), ...(free.resources && { resources: Object.fromEntries(Object.entries(free.resources).map(([name, all]) => [name, Math.max(0, all - (resources?.[name] ?? 0))])) }) }
}

/** A node just large enough for a step. */
export function roomOf({ cpus, memoryMb, gpus, resources }: Wish): Room {
  return { slots: 1, cpus: Math.max(1, cpus), memoryMb: memoryMb || null, gpus, ...(resources && { resources }) }
}

const holds = (has: Record<string, number>, asked: Record<string, number>) => Object.entries(asked).every(([name, part]) => (has[name] ?? 0) >= part)

/** True where a node of this room could stand for one of that. */
export function covers(room: Room, other: Room): boolean {
  const enough = (has: number | null, needs: number | null) => has === null || needs === null || has >= needs
  return holds(room.resources ?? {}, other.resources ?? {}) && room.slots >= other.slots && enough(room.cpus, other.cpus) && enough(room.memoryMb, other.memoryMb) && room.gpus >= other.gpus
}
