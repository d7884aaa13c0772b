import type { Room } from '@/db/schema/clusters'

/** What one step takes of a node. */
export interface Wish {
  cpus: number
  memoryMb: number
  gpus: number
}

/** True where a step finds its place in what is free. What is not told of a node is not judged. */
export function fits(free: Room, { cpus, memoryMb, gpus }: Wish): boolean {
  return free.slots >= 1 && (free.cpus === null || free.cpus >= cpus) && (free.memoryMb === null || free.memoryMb >= memoryMb) && free.gpus >= gpus
}

/** What is left when a step has taken its part; never less than nothing. */
export function without(free: Room, { cpus, memoryMb, gpus }: Wish): Room {
  const less = (all: number | null, part: number) => (all === null ? null : Math.max(0, all - part))
  return { slots: Math.max(0, free.slots - 1), cpus: less(free.cpus, cpus), memoryMb: less(free.memoryMb, memoryMb), gpus: Math.max(0, free.gpus - gpus) }
}

/** A node just large enough for a step. */
export function roomOf({ cpus, memoryMb, gpus }: Wish): Room {
  return { slots: 1, cpus: Math.max(1, cpus), memoryMb: memoryMb || null, gpus }
}

/** True where a node of this room could stand for one of that. */
export function covers(room: Room, other: Room): boolean {
  const enough = (has: number | null, needs: number | null) => has === null || needs === null || has >= needs
  return room.slots >= other.slots && enough(room.cpus, other.cpus) && enough(room.memoryMb, other.memoryMb) && room.gpus >= other.gpus
}
