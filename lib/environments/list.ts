import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const Declaration = z.object({
  name: z.string(),
  version: z.number().int().positive(),
  title: z.string(),
  description: z.string(),
  /** A range such as `>=3.11,<3.15`. */
  python: z.string(),
  /** Every agent builds it when it starts; the others are built where a step or a person asks for them. */
  prebuilt: z.boolean().default(false),
})

/** An environment that comes with Atelier: which Python it takes and its lock file with hashes. */
export interface CuratedEnvironment extends z.infer<typeof Declaration> {
  lock: string
  /** What the lock was made from. */
  requirements: string
  /** sha256 of `lock` in hex; part of the cache key of each step that runs in it. */
  lockHash: string
}

let read: CuratedEnvironment[] | undefined

/** The environments below python/environments, by name. Read once a process. */
export function curatedEnvironments(): CuratedEnvironment[] {
  read ??= readEnvironments(environmentsFolder())
  return read
}

/** @param folder with one folder an environment, each with environment.json and requirements.lock */
export function readEnvironments(folder: string): CuratedEnvironment[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => {
      const declaration = Declaration.parse(JSON.parse(readFileSync(path.join(folder, entry.name, 'environment.json'), 'utf8')))
      const lock = readFileSync(path.join(folder, entry.name, 'requirements.lock'), 'utf8')
      const requirements = readFileSync(path.join(folder, entry.name, 'requirements.in'), 'utf8')
      return { ...declaration, lock, requirements, lockHash: createHash('sha256').update(lock).digest('hex') }
    })
    .sort((a, b) => a.name.localeCompare(b.name))
}

/** Beside the program that was started, or in the folder that it runs in. */
function environmentsFolder(): string {
  const starts = [process.env.ATELIER_ROOT, process.cwd(), path.dirname(process.argv[1] ?? '')]
  for (const start of starts) {
    if (!start) continue
    for (const root of [start, path.dirname(start)]) {
      const folder = path.join(/* turbopackIgnore: true */ root, 'python', 'environments')
      if (existsSync(folder)) return folder
    }
  }
  throw new Error('The folder python/environments is missing; start Atelier from the folder that it was installed in.')
}
