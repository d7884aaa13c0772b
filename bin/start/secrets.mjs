// What this home keeps to itself: made once, readable by its owner alone.
import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'

/** @returns {{ values: { databasePassword: string, databasePort?: number }, save(change: object): void }} */
export function openSecrets(file) {
  let values = read(file)
  const made = { databasePassword: randomBytes(32).toString('base64url'), ...values }
  const save = (change) => {
    values = { ...values, ...change }
    const draft = `${file}.new`
    writeFileSync(draft, `${JSON.stringify(values, null, 2)}\n`, { mode: 0o600 })
    renameSync(draft, file)
  }
  if (Object.keys(made).length !== Object.keys(values).length) save(made)
  return {
    get values() {
      return values
    },
    save,
  }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return {}
    throw error
  }
}
