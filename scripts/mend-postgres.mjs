// Mends the PostgreSQL driver (postgres 3.4) as it lies in node_modules, after every installation.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

/*
 * A statement on a connection that the server has closed throws where nobody can catch it, which ends the process; and what
 * a closing connection had not sent yet keeps it silent for ever once it is open again. Both happen when PostgreSQL is
 * restarted under load: porsager/postgres#1208, #1154, #1066. A transaction goes on writing to a connection that was closed under
 * it, and so takes it out of the pool for good. With this the statements fail with CONNECTION_CLOSED. The question for array types
 * that every connection begins with fails unheard where the server goes away just then, which ends the process too; the statement
 * that the connection was opened for fails as well, and is told.
 */
const connection = [
  {
    was: 'function nextWrite(fn) {\n    const x',
    is: "function nextWrite(fn) {\n    if (socket === null) {\n      chunk = nextWriteTimer = null\n      error(Errors.connection('CONNECTION_CLOSED', options, socket))\n      return false\n    }\n    const x",
  },
  { was: 'clearImmediate(nextWriteTimer)\n    socket.removeListener', is: 'clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n    socket.removeListener' },
  { was: 'clearImmediate(nextWriteTimer)\n    if (socket) {', is: 'clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n    if (socket) {' },
  { was: 'return fetchArrayTypes()\n', is: 'return fetchArrayTypes().catch(() => {})\n' },
]

const pool = [
  { was: 'let savepoints = 0\n      , connection\n', is: 'let savepoints = 0\n      , gone = null\n      , connection\n' },
  { was: 'new Promise((_, reject) => connection.onclose = reject)\n      ])\n    } catch', is: 'new Promise((_, reject) => gone ? reject(gone) : connection.onclose = e => (lost(e), reject(e)))\n      ])\n    } catch' },
  { was: 'uncaughtError = e))\n        c.queue === full', is: 'uncaughtError = e))\n        gone ? q.reject(gone) : c.queue === full' },
  { was: 'function onexecute(c) {\n      connection = c\n', is: 'function lost(e) {\n      gone = e\n      while (queries.length)\n        queries.shift().reject(e)\n    }\n\n    function onexecute(c) {\n      connection = c\n      c.onclose = lost\n' },
]
const mends = { 'connection.js': connection, 'index.js': pool }

/** Where it is mended already nothing is done. @throws Error where the driver is another one than this was made for */
export function mendPostgres(modules = path.join(root, 'node_modules')) {
  for (const [name, list] of Object.entries(mends)) for (const build of ['src', 'cjs/src', 'cf/src']) mendFile(path.join(modules, 'postgres', build, name), list)
}

function mendFile(file, list) {
  const text = readFileSync(file, 'utf8')
  const mended = list.reduce((so, { was, is }) => {
    if (so.includes(is)) return so
    if (!so.includes(was)) throw new Error(`${file} is not the driver that scripts/mend-postgres.mjs was made for: see whether its faults are mended there, then remove or renew the script.`)
    return so.replace(was, () => is)
  }, text)
  if (mended !== text) writeFileSync(file, mended)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) mendPostgres()
