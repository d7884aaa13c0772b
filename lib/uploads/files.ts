import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { artifactRoot } from '@/lib/artifacts/store'

function folder(): string {
  const found = path.join(artifactRoot(), 'uploads')
  mkdirSync(found, { recursive: true })
  return found
}

/** Where the bytes of an upload are. `id` is a UUID of ours. */
export function uploadFile(id: string): string {
  return path.join(folder(), id)
}

/** Bytes of it that are here. */
export function receivedBytes(id: string): number {
  const file = uploadFile(id)
  return existsSync(file) ? statSync(file).size : 0
}

export async function removeUploadFile(id: string): Promise<void> {
  await rm(uploadFile(id), { force: true })
}

/** Names of all files there, and when each was last written (ms). */
export function uploadFiles(): { id: string; changedAt: number }[] {
  return readdirSync(folder()).flatMap((id) => {
    const file = path.join(folder(), id)
    return existsSync(file) ? [{ id, changedAt: statSync(file).mtimeMs }] : []
  })
}
