import { findBoard } from '@/db/queries/tensorboards'
import type { Database } from '@/db/client'

/** The slug of the workspace that a TensorBoard belongs to, by which it is asked who may see it. */
export async function findBoardSpace(db: Database, id: string): Promise<string | undefined> {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? (await findBoard(db, id))?.slug : undefined
}
