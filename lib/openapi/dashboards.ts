import { z } from 'zod'
import { CreateDashboardInput, HomeChoiceInput, ReadTileInput, SaveVersionInput, UpdateDashboardInput } from '@/lib/dashboards/schema'
import type { Operation } from './operation'

const read = { method: 'get', tag: 'Dashboards', permission: 'dashboards.read' } satisfies Partial<Operation>
const write = { method: 'post', tag: 'Dashboards', permission: 'dashboards.write' } satisfies Partial<Operation>
const Summary = z.object({ id: z.string(), name: z.string(), tiles: z.number().int(), version: z.number().int().nullable(), updatedBy: z.string(), updatedAt: z.string(), home: z.enum(['me', 'workspace']).nullable(), deletedAt: z.string().nullable() })
const Dashboard = z.object({ ...Summary.shape, content: z.unknown(), draft: z.unknown(), revision: z.number().int() })
const Version = z.object({ number: z.number().int(), note: z.string(), tiles: z.number().int(), createdBy: z.string(), createdAt: z.string() })

export const dashboardOperations: Operation[] = [
  { ...read, path: '/dashboards', summary: 'List dashboards, changed last first', query: z.object({ deleted: z.enum(['true', 'false']).optional() }), response: z.object({ dashboards: z.array(Summary) }) },
  { ...write, path: '/dashboards', summary: 'Make a dashboard', description: 'With tiles it has a first version at once.', body: CreateDashboardInput, status: 201, response: Dashboard },
  { ...write, path: '/dashboards/ready-made', summary: 'Make a dashboard of the experiments that were worked in last', status: 201, response: Dashboard },
  { ...read, path: '/dashboards/events', summary: 'Follow what tiles show', description: 'Server-sent events: `runs` (pipeline runs changed), `tracked` (a logged run has points or another state), `dashboard` (the dashboard of `?dashboard=` was changed).', query: z.object({ dashboard: z.string().optional() }), response: z.unknown() },
  { ...read, path: '/dashboards/{id}', summary: 'Read a dashboard', description: '`content` is the latest version; `draft` and its `revision` are for those who may change it.', response: Dashboard, errors: ['not_found'] },
  { ...write, method: 'patch', path: '/dashboards/{id}', summary: 'Rename a dashboard, or change its draft', description: 'A draft that has changed since `revision` is a conflict, with the present revision in `details`.', body: UpdateDashboardInput, response: Dashboard, errors: ['not_found', 'conflict'] },
  { ...write, method: 'delete', path: '/dashboards/{id}', summary: 'Delete a dashboard', status: 204, errors: ['not_found'] },
  { ...write, path: '/dashboards/{id}/undelete', summary: 'Bring a deleted dashboard back', response: Dashboard, errors: ['not_found'] },
  { ...read, path: '/dashboards/{id}/versions', summary: 'List a dashboard’s versions, newest first', response: z.object({ versions: z.array(Version) }), errors: ['not_found'] },
  { ...write, path: '/dashboards/{id}/versions', summary: 'Save the draft as the next version, which everybody sees', body: SaveVersionInput, status: 201, response: Dashboard, errors: ['not_found'] },
  { ...read, path: '/dashboards/{id}/versions/{n}', summary: 'Read a version', response: z.object({ ...Version.shape, content: z.unknown() }), errors: ['not_found'] },
  { ...write, path: '/dashboards/{id}/versions/{n}/restore', summary: 'Bring a version back as the next one', response: Dashboard, errors: ['not_found'] },
  { ...read, method: 'post', path: '/dashboards/tile', summary: 'Read what a tile shows', description: 'Takes the tile’s `view` and the dashboard’s `filters`, and answers with the data of that kind of tile.', body: ReadTileInput, response: z.unknown(), errors: ['not_found'] },
  { ...read, method: 'post', path: '/dashboards/home', summary: 'Choose what the workspace opens with', description: 'For oneself, or, as owner or admin, for the workspace.', body: HomeChoiceInput, status: 204, errors: ['not_found'] },
  { ...read, path: '/dashboards/people', summary: 'List names that a dashboard can be filtered by', response: z.object({ people: z.array(z.string()) }) },
  { ...read, permission: 'workspace.read', path: '/dashboards/overview', summary: 'Read what runs, what failed, what is best, compute hours, labeling and changes', description: 'Each part is null where the role may not read it. `days` is the period of compute hours; 0 is all time.', query: z.object({ days: z.string().optional() }), response: z.unknown() },
]
