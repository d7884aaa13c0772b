import { roles, type Role } from '@/lib/permissions'

/** What each role may do, in one line, for whoever hands it out. */
export const roleHelp: Record<Role, string> = {
  owner: 'Everything, and makes other owners',
  admin: 'Members, compute, and all that authors do',
  author: 'Data, pipelines and runs',
  labeler: 'Labeling alone',
  viewer: 'Sees data, pipelines and runs, changes nothing',
}

/** Only owners hand out ownership. */
export function roleOptions(mine: Role): { value: Role; label: string; help: string; disabled?: boolean }[] {
  return roles.map((role) => ({ value: role, label: role[0]!.toUpperCase() + role.slice(1), help: roleHelp[role], disabled: role === 'owner' && mine !== 'owner' }))
}
