'use client'

import { createContext, useContext, useMemo } from 'react'
import { permissions, type Permission, type Role } from '@/lib/permissions'

export interface WorkspaceInfo {
  slug: string
  name: string
  role: Role
  user: { id: string; name: string; email: string }
}

const Workspace = createContext<WorkspaceInfo | null>(null)

/** Set by the layout of `/w/[workspace]`. */
export function WorkspaceProvider({ value, children }: { value: WorkspaceInfo; children: React.ReactNode }) {
  const { slug, name, role, user } = value
  const stable = useMemo(() => ({ slug, name, role, user: { id: user.id, name: user.name, email: user.email } }), [slug, name, role, user.id, user.name, user.email])
  return <Workspace.Provider value={stable}>{children}</Workspace.Provider>
}

/** The page's workspace, the signed-in person and the role. @throws Error outside `/w/[workspace]` */
export function useWorkspace(): WorkspaceInfo {
  const value = useContext(Workspace)
  if (!value) throw new Error('useWorkspace needs a page below /w/[workspace].')
  return value
}

/** Whether to offer an action at all; the server decides again. */
export function useCan(permission: Permission): boolean {
  return (permissions[permission] as readonly Role[]).includes(useWorkspace().role)
}
