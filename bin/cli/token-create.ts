import { connect } from '@/db/client'
import { AppError } from '@/lib/errors'
import { createHostToken } from '@/lib/identity/tokens'
import { roles, type Role } from '@/lib/permissions'
import { text, usage, type Command } from './command'
import { hostDatabaseUrl } from './host'
import { print, printJson } from './output'

export const tokenCreate: Command = {
  name: 'token create',
  about: "makes an access token, on the studio's host alone, and prints it once",
  options: { name: { type: 'string' }, workspace: { type: 'string' }, role: { type: 'string' }, email: { type: 'string' }, days: { type: 'string' } },
  async run({ values, json }) {
    const name = text(values, 'name')
    if (!name) throw usage(tokenCreate, '--name is missing')
    const connection = connect(hostDatabaseUrl(), { max: 1 })
    try {
      const made = await createHostToken(connection.db, {
        name,
        workspace: text(values, 'workspace'),
        email: text(values, 'email'),
        role: readRole(text(values, 'role')),
        expiresInDays: readDays(text(values, 'days')),
      })
      if (json) printJson(made)
      else print(made.token)
      return 0
    } finally {
      await connection.close()
    }
  },
}

function readRole(given: string | undefined): Role | undefined {
  if (given === undefined || (roles as readonly string[]).includes(given)) return given as Role | undefined
  throw new AppError('invalid', `There is no role “${given}”: choose ${roles.slice(0, -1).join(', ')} or ${roles.at(-1)}.`)
}

function readDays(given: string | undefined): number | undefined {
  if (given === undefined) return undefined
  const days = Number(given)
  if (Number.isInteger(days) && days >= 1) return days
  throw new AppError('invalid', `--days is “${given}”: give a whole number of days, 1 or more.`)
}
