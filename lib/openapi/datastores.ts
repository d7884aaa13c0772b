import { z } from 'zod'
import { columnTypes } from '@/lib/catalog/types'
import { ColumnsInput, CreateDatastoreInput, TestDatastoreInput, UpdateDatastoreInput } from '@/lib/datastores/schema'
import type { Operation } from './operation'

const tag = 'Datastores'
const Datastore = z.object({ name: z.string(), kind: z.enum(['postgres']), host: z.string(), port: z.number(), database: z.string(), username: z.string(), tls: z.enum(['off', 'require', 'verify']), createdAt: z.string(), updatedAt: z.string() })

export const datastoreOperations: Operation[] = [
  { method: 'get', path: '/datastores', tag, summary: 'List the databases that steps can read', permission: 'data.read', response: z.object({ datastores: z.array(Datastore) }) },
  { method: 'post', path: '/datastores', tag, summary: 'Add a database', description: 'The password is encrypted on the studio and never shown again.', permission: 'datastores.manage', body: CreateDatastoreInput, status: 201, response: Datastore, errors: ['conflict'] },
  { method: 'post', path: '/datastores/test', tag, summary: 'Try a connection', permission: 'datastores.manage', body: TestDatastoreInput, response: z.object({ version: z.string() }), errors: ['not_found'] },
  { method: 'patch', path: '/datastores/{name}', tag, summary: 'Change a database’s connection', permission: 'datastores.manage', body: UpdateDatastoreInput, response: Datastore, errors: ['not_found'] },
  { method: 'delete', path: '/datastores/{name}', tag, summary: 'Remove a database', permission: 'datastores.manage', status: 204, errors: ['not_found'] },
  { method: 'get', path: '/datastores/{name}/tables', tag, summary: 'List what can be read there', permission: 'data.write', response: z.object({ tables: z.array(z.object({ schema: z.string(), name: z.string(), rows: z.number().nullable() })) }), errors: ['not_found'] },
  { method: 'post', path: '/datastores/{name}/columns', tag, summary: 'See which columns a table or query gives', permission: 'data.write', body: ColumnsInput, response: z.object({ columns: z.array(z.object({ name: z.string(), type: z.enum(columnTypes) })) }), errors: ['not_found'] },
]
