import { Activity, Box, Boxes, Cpu, Database, FlaskConical, House, LayoutDashboard, Package, Play, Settings, SlidersHorizontal, Tags, Users, Workflow, type LucideIcon } from 'lucide-react'
import { permissions, type Permission, type Role } from '@/lib/permissions'

export interface NavItem {
  /** The path's segment after the workspace; empty for home. */
  segment: string
  label: string
  icon: LucideIcon
  permission: Permission
  /** The second key of "g …". */
  key: string
  /** For the command palette. */
  keywords?: string
}

export interface NavGroup {
  label: string
  items: NavItem[]
}

const groups: NavGroup[] = [
  { label: '', items: [{ segment: '', label: 'Home', icon: House, permission: 'workspace.read', key: 'h', keywords: 'start overview' }] },
  {
    label: 'Author',
    items: [
      { segment: 'pipelines', label: 'Pipelines', icon: Workflow, permission: 'pipelines.read', key: 'p', keywords: 'designer canvas draw' },
      { segment: 'labeling', label: 'Labeling', icon: Tags, permission: 'labeling.read', key: 'l', keywords: 'annotate images boxes tags review' },
      { segment: 'components', label: 'Components', icon: Boxes, permission: 'pipelines.read', key: 'c', keywords: 'steps catalogue reference docs' },
    ],
  },
  {
    label: 'Assets',
    items: [
      { segment: 'data', label: 'Data', icon: Database, permission: 'data.read', key: 'd', keywords: 'tables upload csv' },
      { segment: 'experiments', label: 'Experiments', icon: FlaskConical, permission: 'experiments.read', key: 'x', keywords: 'mlflow tracking metrics notebooks' },
      { segment: 'runs', label: 'Runs', icon: Play, permission: 'runs.read', key: 'r', keywords: 'results history jobs' },
      { segment: 'models', label: 'Models', icon: Box, permission: 'models.read', key: 'n', keywords: 'registry versions aliases mlflow register' },
      { segment: 'sweeps', label: 'Sweeps', icon: SlidersHorizontal, permission: 'runs.read', key: 'w', keywords: 'hyperparameters optuna grid random search tune' },
    ],
  },
  {
    label: 'Look',
    items: [{ segment: 'dashboards', label: 'Dashboards', icon: LayoutDashboard, permission: 'dashboards.read', key: 'b', keywords: 'charts tiles overview report board' }],
  },
  {
    label: 'Run on',
    items: [
      { segment: 'compute', label: 'Compute', icon: Cpu, permission: 'compute.read', key: 'o', keywords: 'agents machines' },
      { segment: 'environments', label: 'Environments', icon: Package, permission: 'compute.read', key: 'e', keywords: 'python packages requirements lock image' },
    ],
  },
  {
    label: 'Team',
    items: [
      { segment: 'members', label: 'Members', icon: Users, permission: 'members.read', key: 'm', keywords: 'people roles invite' },
      { segment: 'activity', label: 'Activity', icon: Activity, permission: 'activity.read', key: 'a', keywords: 'audit log history' },
      { segment: 'settings', label: 'Settings', icon: Settings, permission: 'workspace.read', key: 's', keywords: 'tokens sessions password name' },
    ],
  },
]

/** What a role finds in the rail, the palette and the "g" keys; a group with nothing left is left out. */
export function navigationFor(role: Role): NavGroup[] {
  const allowed = ({ permission }: NavItem) => (permissions[permission] as readonly Role[]).includes(role)
  return groups.map((group) => ({ ...group, items: group.items.filter(allowed) })).filter(({ items }) => items.length > 0)
}

export function navHref(workspace: string, segment: string): string {
  return segment ? `/w/${workspace}/${segment}` : `/w/${workspace}`
}

/** The item whose page, or a page below, is open. */
export function activeItem(groupsShown: NavGroup[], workspace: string, pathname: string): NavItem | undefined {
  const segment = pathname.slice(`/w/${workspace}`.length).split('/')[1] ?? ''
  return groupsShown.flatMap(({ items }) => items).find((item) => item.segment === segment)
}
