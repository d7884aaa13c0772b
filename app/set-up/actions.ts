'use server'

import { actionPublic } from '@/app/respond'
import { connection } from '@/db/client'
import { acceptSetup } from '@/lib/identity/first-owner'
import { SetUpInput } from '@/lib/identity/schema'

export const setUpAction = actionPublic(SetUpInput, (input) => acceptSetup(connection().db, input))
