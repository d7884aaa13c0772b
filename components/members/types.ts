import type { unwrap } from '@/components/ui/action-result'
import type { MembersView } from '@/lib/identity/invite'
import type { Role } from '@/lib/permissions'

type Answer<T> = Parameters<typeof unwrap<T>>[0]

/** The page's server actions; each answers with the list as it is then. */
export interface MemberActions {
  invite(workspace: string, input: { email: string; role: Role }): Answer<{ link: { path: string; email: string; role: Role }; list: MembersView }>
  withdraw(workspace: string, input: { id: string }): Answer<MembersView>
  changeRole(workspace: string, input: { userId: string; role: Role }): Answer<MembersView>
  /** Null after one has left oneself. */
  remove(workspace: string, input: { userId: string }): Answer<MembersView | null>
}
