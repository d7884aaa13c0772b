import type { GraphGroup } from './marks'

/*
 * Groups lie in groups. A graph that comes from outside, or a draft in the middle of two people's changes, may hold circles; every
 * function here ends on those too.
 */

type Grouped = Pick<GraphGroup, 'id' | 'members'>

/** By step, note or group: the group in which it lies directly. */
export function parentsOf<G extends Grouped>(groups: readonly G[] | undefined): Map<string, G> {
  return new Map((groups ?? []).flatMap((group) => group.members.map((member) => [member, group] as const)))
}

/** The groups around a step, note or group, innermost first. */
export function groupsAround<G extends Grouped>(parents: ReadonlyMap<string, G>, id: string): G[] {
  const around = new Set<G>()
  for (let group = parents.get(id); group && !around.has(group); group = parents.get(group.id)) around.add(group)
  return [...around]
}

/** The steps and notes in a group and in the groups inside of it, each once. */
export function leavesOf(groups: readonly Grouped[] | undefined, id: string): string[] {
  return insideOf(groups, id).leaves
}

/** What lies in a group at any depth: its steps and notes, and the groups among them, outer ones first. */
export function insideOf(groups: readonly Grouped[] | undefined, id: string): { leaves: string[]; groups: string[] } {
  const byId = new Map((groups ?? []).map((group) => [group.id, group]))
  const leaves = new Set<string>()
  const seen = new Set([id])
  for (const each of seen) {
    for (const member of byId.get(each)?.members ?? []) (byId.has(member) ? seen : leaves).add(member)
  }
  seen.delete(id)
  return { leaves: [...leaves], groups: [...seen] }
}

/** Groups so that each comes after the one in which it lies. */
export function outerFirst<G extends Grouped>(groups: readonly G[]): G[] {
  const parents = parentsOf(groups)
  const depth = new Map(groups.map((group) => [group, groupsAround(parents, group.id).length]))
  return [...groups].sort((a, b) => depth.get(a)! - depth.get(b)!)
}

/** The innermost group in which all of these lie; undefined where there is none. What is named is not looked into. */
export function commonGroup<G extends Grouped>(groups: readonly G[] | undefined, ids: readonly string[]): G | undefined {
  const parents = parentsOf(groups)
  const [first, ...others] = ids.map((id) => groupsAround(parents, id))
  return first?.find((group) => others.every((around) => around.includes(group)))
}

/** Of steps, notes and groups those that lie in no other one of them. */
export function outermost(groups: readonly Grouped[] | undefined, ids: readonly string[]): string[] {
  const parents = parentsOf(groups)
  const named = new Set(ids)
  return [...named].filter((id) => !groupsAround(parents, id).some((group) => named.has(group.id)))
}

/**
 * Groups as every reader of a draft takes them, whatever order its changes came in: a member of several belongs to the first, nothing
 * lies in itself, members are among `items` or are groups, and groups with nothing in them are left out.
 */
export function settledGroups<G extends Grouped>(groups: readonly G[], items: ReadonlySet<string>): G[] {
  const ids = new Set(groups.map((group) => group.id))
  const parents = new Map<string, G>()
  for (const group of groups) {
    for (const member of group.members) {
      if (parents.has(member) || !(items.has(member) || ids.has(member))) continue
      if (member !== group.id && !groupsAround(parents, group.id).some((outer) => outer.id === member)) parents.set(member, group)
    }
  }
  let settled = groups.map((group) => ({ ...group, members: group.members.filter((member) => parents.get(member) === group) }))
  for (;;) {
    const empty = new Set(settled.filter((group) => group.members.length === 0).map((group) => group.id))
    if (empty.size === 0) return settled
    settled = settled.filter((group) => !empty.has(group.id)).map((group) => ({ ...group, members: group.members.filter((member) => !empty.has(member)) }))
  }
}
