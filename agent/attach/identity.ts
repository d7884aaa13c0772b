import { readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { ask } from './ask'
import type { AttachOptions } from './options'

/** Who this folder's agent is: kept in agent.json, which its owner alone may read. */
export interface Identity {
  url: string
  id: string
  name: string
  token: string
  tags: string[]
  slots: number | null
  commands: boolean
}

const file = (home: string) => path.join(home, 'agent.json')

export function readIdentity(home: string): Identity | null {
  try {
    return JSON.parse(readFileSync(file(home), 'utf8')) as Identity
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new Error(`${file(home)} cannot be read: ${(error as Error).message}. Remove it and join again.`)
  }
}

export async function writeIdentity(home: string, identity: Identity): Promise<void> {
  const temporary = `${file(home)}.${process.pid}`
  await writeFile(temporary, `${JSON.stringify(identity, null, 2)}\n`, { mode: 0o600 })
  await rename(temporary, file(home))
}

/** Exchanges the join token for a credential of this agent's own. @throws AskError */
export async function join(url: string, token: string, name: string): Promise<Pick<Identity, 'id' | 'name' | 'token'>> {
  const response = await ask(`${url}/api/agent/join`, { method: 'POST', token, body: { name } })
  return (await response.json()) as Pick<Identity, 'id' | 'name' | 'token'>
}

/** What was told this time replaces what was told before. */
export function withOptions(identity: Identity, { tags, slots, commands }: AttachOptions): Identity {
  return { ...identity, tags: tags ?? identity.tags, slots: slots ?? identity.slots, commands: commands ?? identity.commands }
}
