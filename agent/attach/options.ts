import { existsSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'

export interface AttachOptions {
  url: string | undefined
  join: string | undefined
  home: string
  /** Nobody said which folder: another agent of this machine may have that one. */
  anyHome: boolean
  name: string | undefined
  tags: string[] | undefined
  slots: number | undefined
  commands: boolean | undefined
  help: boolean
}

export const usage = `Runs an agent of an Atelier studio on this machine.

  node atelier-agent.mjs --url <studio> --join <token>   the first time: Compute, “Add agent” shows the whole line
  node atelier-agent.mjs                                 every later time

  --home <folder>   what the agent keeps; unless told ~/.atelier-agent, or ~/.atelier-agent-2 where one runs there already
  --name <name>     how the studio lists it, this machine's name unless told
  --tags <a,b>      what steps may ask for
  --slots <number>  steps at once, one for each processor unless told
  --commands        lets steps run programs of this machine; --no-commands takes that back
`

/** What was asked for on the command line. @throws Error with a sentence for the person who typed it. */
export function readOptions(args: string[], program: string): AttachOptions {
  const { values } = parse(args)
  const { url, join } = values
  if (url !== undefined && !/^https?:\/\//.test(url)) throw new Error(`--url is “${url}”: give the studio's address, such as http://studio:3000.`)
  if (join !== undefined && !join.startsWith('atl_join_')) throw new Error('--join takes the token that begins with atl_join_; the studio shows it under Compute, “Add agent”.')
  const slots = values.slots === undefined ? undefined : Number(values.slots)
  if (slots !== undefined && !(Number.isInteger(slots) && slots >= 1 && slots <= 256)) throw new Error(`--slots is “${values.slots}”: give a whole number from 1 to 256.`)
  return {
    url: url?.replace(/\/+$/, ''),
    join,
    home: path.resolve(values.home ?? ownHome(program)),
    // Without a token it is one that is there already which starts again.
    anyHome: values.home === undefined && join !== undefined,
    name: values.name?.trim().slice(0, 80) || undefined,
    tags: values.tags?.split(',').map((tag) => tag.trim()).filter(Boolean),
    slots,
    commands: values['no-commands'] ? false : values.commands,
    help: values.help ?? false,
  }
}

function parse(args: string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args,
      options: { url: text, join: text, home: text, name: text, tags: text, slots: text, commands: { type: 'boolean' }, 'no-commands': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message.split('. ')[0] : String(error)}. --help lists what there is.`)
  }
}

/** The folder that this program lies in, where it is an agent's. */
function ownHome(program: string): string {
  const folder = path.dirname(program)
  return existsSync(path.join(folder, 'agent.json')) ? folder : path.join(os.homedir(), '.atelier-agent')
}
