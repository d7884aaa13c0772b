import { z } from 'zod'
import { roles } from '@/lib/permissions'

export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email('That is not an e-mail address.'))
/** Long enough to withstand guessing; the upper bound keeps hashing cheap. */
export const Password = z.string().min(10, 'Use 10 characters or more.').max(200, 'Use 200 characters or fewer.')
export const PersonName = z.string().trim().min(1, 'Enter a name.').max(100, 'Use 100 characters or fewer.')
export const WorkspaceName = z.string().trim().min(1, 'Enter a name.').max(80, 'Use 80 characters or fewer.')
export const RoleName = z.enum(roles)
export const TokenName = z.string().trim().min(1, 'Say what the token is for.').max(80, 'Use 80 characters or fewer.')
export const Id = z.uuid()

export const SetUpInput = z.object({ token: z.string(), name: PersonName, email: Email, password: Password, workspaceName: WorkspaceName })
export type SetUpInput = z.infer<typeof SetUpInput>

export const JoinInput = z.object({ token: z.string(), name: PersonName, password: Password })
export type JoinInput = z.infer<typeof JoinInput>

export const InviteInput = z.object({ email: Email, role: RoleName })
export const ChangeRoleInput = z.object({ userId: Id, role: RoleName })
export const CreateTokenInput = z.object({
  name: TokenName,
  /** Never more than the creator's own; that role if left out. */
  role: RoleName.optional(),
  /** Null for one that lives until it is revoked. */
  expiresInDays: z.number().int().min(1).max(3650).nullable().default(90),
})
export const ChangePasswordInput = z.object({ current: z.string().max(200), next: Password })
