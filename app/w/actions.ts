'use server'

import { z } from 'zod'
import { actionSignedIn } from '@/app/respond'
import { createWorkspace } from '@/lib/identity/create-workspace'

export const createWorkspaceAction = actionSignedIn(z.object({ name: z.string() }), createWorkspace)
