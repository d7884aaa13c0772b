import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '@/lib/errors'

/** What `npm start` notes about itself in its home. */
export interface LauncherState {
  pid: number
  url: string
  port: number
  state: 'starting' | 'running' | 'stopping'
  databaseUrl?: string
}

/** ATELIER_HOME, relative to the clone as the launcher takes it. */
export function homeFolder(): string {
  const clone = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
  return path.resolve(clone, process.env.ATELIER_HOME || '.atelier')
}

/** The studio that runs in this home, or null. */
export function launcherState(): LauncherState | null {
  const state = readJson<LauncherState>(path.join(homeFolder(), 'launcher.json'))
  return state && isAlive(state.pid) ? state : null
}

/** @throws AppError `unavailable` when this machine has no running studio and no DATABASE_URL is set */
export function hostDatabaseUrl(): string {
  const url = process.env.DATABASE_URL || launcherState()?.databaseUrl
  if (url) return url
  throw new AppError('unavailable', `No studio runs in ${homeFolder()}: start it with npm start, or set ATELIER_HOME to the folder of the one that does.`)
}

/** The token with which commands on the host act when ATELIER_TOKEN is not set; kept so that not every command makes one. */
export function keptToken(): string | null {
  const kept = readJson<{ token: string; expiresAt: string }>(tokenFile())
  return kept && Date.parse(kept.expiresAt) > Date.now() + 60_000 ? kept.token : null
}

export function keepToken(token: string, expiresAt: string): void {
  writeFileSync(`${tokenFile()}.new`, JSON.stringify({ token, expiresAt }), { mode: 0o600 })
  renameSync(`${tokenFile()}.new`, tokenFile())
}

function tokenFile(): string {
  return path.join(homeFolder(), 'cli-token.json')
}

function readJson<T>(file: string): T | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
