import { z } from 'zod'
import { roles } from '@/lib/permissions'
import type { Operation } from './operation'

export const studioOperations: Operation[] = [
  {
    method: 'get',
    path: '/me',
    tag: 'Account',
    summary: 'Who the credentials belong to, and where',
    permission: 'workspace.read',
    response: z.object({
      workspace: z.object({ slug: z.string(), name: z.string() }),
      actor: z.object({ kind: z.enum(['user', 'token']), name: z.string() }),
      role: z.enum(roles),
    }),
  },
]
