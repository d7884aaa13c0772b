'use server'

import { z } from 'zod'
import { actionPublic, actionSignedIn } from '@/app/respond'
import { connection } from '@/db/client'
import { acceptInvitation, acceptInvitationAsNewcomer } from '@/lib/identity/accept-invitation'
import { JoinInput } from '@/lib/identity/schema'

export const joinAction = actionPublic(JoinInput, (input) => acceptInvitationAsNewcomer(connection().db, input))
export const acceptAction = actionSignedIn(z.object({ token: z.string() }), acceptInvitation)
