// What a machine fetches to become an agent: joins, fetches the agent itself from the studio, and becomes it. Needs Node alone.
import { copyFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { AskError } from './ask'
import { askBundle, layOut, tidy, type Bundle } from './fetch-bundle'
import { freeHome, takeHome } from './home-lock'
import { join, readIdentity, withOptions, writeIdentity, type Identity } from './identity'
import { readOptions, usage, type AttachOptions } from './options'

const say = (line: string) => console.log(`${new Date().toISOString()} ${line}`)
const program = fileURLToPath(import.meta.url)

try {
  await attach(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

async function attach(args: string[]): Promise<void> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 9)) throw new Error(`This is Node ${process.versions.node}; an agent needs 20.9 or newer.`)
  const options = readOptions(args, program)
  if (options.help) return void process.stdout.write(usage)
  if (options.anyHome) options.home = freeHome(options.home)
  takeHome(options.home)
  const became = await become(options)
  const { identity } = became
  await writeIdentity(options.home, identity)
  const { bundle, folder } = await fetched(options.home, identity, became.bundle)
  await tidy(options.home, bundle)
  const own = path.join(options.home, 'agent.mjs')
  // Started by hand next time, it is the studio's present one.
  copyFileSync(path.join(folder, 'attach.mjs'), own)
  if (program !== own) say(`From now on it starts with: node ${own}`)
  Object.assign(process.env, environment(options.home, identity, bundle.version))
  delete process.env.ATELIER_ARTIFACTS
  delete process.env.ATELIER_DUCKDB_WORKER
  await import(pathToFileURL(path.join(folder, 'agent.mjs')).href)
}

/** Who this agent is, and what it runs: by its own credential where it has one that is good, else by the join token. */
async function become(options: AttachOptions): Promise<{ identity: Identity; bundle: Bundle }> {
  const known = readIdentity(options.home)
  if (known && (!options.url || options.url === known.url)) {
    try {
      const bundle = await bundleOf(known)
      if (options.join) say(`This folder is the agent ${known.name} already, and goes on as that: the token was not used.`)
      return { identity: withOptions(known, options), bundle }
    } catch (error) {
      if (!(error instanceof AskError) || error.status !== 401 || !options.join) throw error
    }
  }
  const url = options.url ?? known?.url
  if (!url || !options.join) throw new Error('Who this agent is is not known yet: start it with the line that the studio shows under Compute, “Add agent”.')
  const made = await join(url, options.join, options.name ?? os.hostname())
  say(`Joined ${url} as ${made.name}`)
  const identity: Identity = { url, ...made, tags: options.tags ?? [], slots: options.slots ?? null, commands: options.commands ?? false }
  // At once: the token cannot be used a second time.
  await writeIdentity(options.home, identity)
  return { identity, bundle: await bundleOf(identity) }
}

/** The bundle on this disk; the studio's next one where it was updated meanwhile. */
async function fetched(home: string, identity: Identity, first: Bundle): Promise<{ bundle: Bundle; folder: string }> {
  let bundle = first
  for (let tries = 1; ; tries++) {
    try {
      return { bundle, folder: await layOut(home, identity.url, identity.token, bundle, say) }
    } catch (error) {
      if (!(error instanceof AskError) || error.status !== 404 || tries === 3) throw error
      bundle = await bundleOf(identity)
    }
  }
}

/** Waits for a studio that is away: an agent may start before it. */
async function bundleOf({ url, token }: Identity): Promise<Bundle> {
  for (let told = false; ; ) {
    try {
      return await askBundle(url, token)
    } catch (error) {
      if (!(error instanceof AskError) || (error.status !== 0 && error.status < 500)) throw error
      if (!told) say(`${error.message} Trying on.`)
      told = true
      await sleep(2000)
    }
  }
}

function environment(home: string, identity: Identity, version: string): Record<string, string> {
  return {
    ATELIER_URL: identity.url,
    ATELIER_AGENT_TOKEN: identity.token,
    ATELIER_AGENT_NAME: identity.name,
    ATELIER_AGENT_TAGS: identity.tags.join(','),
    ATELIER_AGENT_SLOTS: identity.slots === null ? '' : String(identity.slots),
    ATELIER_AGENT_COMMANDS: identity.commands ? '1' : '',
    ATELIER_AGENT_BUNDLE: version,
    ATELIER_HOME: home,
  }
}
