import { z } from 'zod'

export const DatastoreName = z
  .string()
  .trim()
  .min(1, 'A name is needed')
  .max(80, 'At most 80 characters')
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u, 'Use letters, digits, spaces and . _ -, beginning with a letter or digit')
  .refine((name) => name !== 'test', 'This word is taken')

const connection = {
  host: z.string().trim().min(1, 'A host is needed').max(255).regex(/^[^\s/@]+$/, 'A host is a name or an address, without a protocol'),
  port: z.number().int().min(1).max(65_535).default(5_432),
  database: z.string().trim().min(1, 'A database is needed').max(200),
  username: z.string().trim().min(1, 'A user is needed').max(200),
  tls: z.enum(['off', 'require', 'verify']).default('verify'),
}

export const CreateDatastoreInput = z.object({ name: DatastoreName, ...connection, password: z.string().max(1_000) })
export type CreateDatastoreInput = z.input<typeof CreateDatastoreInput>

/** Without a password, the stored one stays; another host or user needs it again, so that it is never sent to whom it was not given for. */
export const UpdateDatastoreInput = z.object({ ...connection, password: z.string().max(1_000).optional() })
export type UpdateDatastoreInput = z.input<typeof UpdateDatastoreInput>

/** A connection to try; with the name of a datastore, its stored password where none is given. */
export const TestDatastoreInput = z.object({ ...connection, password: z.string().max(1_000).optional(), name: DatastoreName.optional() })
export type TestDatastoreInput = z.input<typeof TestDatastoreInput>

export const ColumnsInput = z.union([z.object({ schema: z.string().min(1).max(200), table: z.string().min(1).max(200) }), z.object({ query: z.string().trim().min(1, 'Write a query').max(100_000) })])
export type ColumnsInput = z.infer<typeof ColumnsInput>

/** Never with its password. */
export interface DatastoreView {
  name: string
  kind: 'postgres'
  host: string
  port: number
  database: string
  username: string
  tls: 'off' | 'require' | 'verify'
  createdAt: string
  updatedAt: string
}
