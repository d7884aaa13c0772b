// Mends the PostgreSQL driver (postgres 3.4) as it lies in node_modules, after every installation.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
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
const closing = [
  {
    was: 'function nextWrite(fn) {\n    const x',
    is: "function nextWrite(fn) {\n    if (socket === null) {\n      chunk = nextWriteTimer = null\n      error(Errors.connection('CONNECTION_CLOSED', options, socket))\n      return false\n    }\n    const x",
  },
  { was: 'clearImmediate(nextWriteTimer)\n    socket.removeListener', is: 'clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n    socket.removeListener' },
  { was: 'clearImmediate(nextWriteTimer)\n    if (socket) {', is: 'clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n    if (socket) {' },
  { was: 'return fetchArrayTypes()\n', is: 'return fetchArrayTypes().catch(() => {})\n' },
]

/*
 * A broken connection is told twice: by an error, and a turn of the event loop later by its close. What is written in between is
 * lost, and as the close looks for statements without an answer only where no error came before, it waited for ever; worse, it was
 * still counted as sent once the connection was open again, so that each later answer went to the statement before. The last
 * connection's error, too, was told to the first statement of the next one. So a closed connection answers and forgets everything.
 */
const forgetting = [
  {
    was: "    if (initial)\n      return reconnect()\n\n    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))\n    closedTime",
    is: "    forget(Errors.connection('CONNECTION_CLOSED', options, socket))\n    closedTime",
  },
  { was: '* 1000\n    onclose(', is: '* 1000\n    if (initial)\n      return reconnect()\n\n    onclose(' },
  {
    was: '  function errored(err) {',
    is: '  function forget(e) {\n    query && queryError(query, e)\n    while (sent.length)\n      queryError(sent.shift(), e)\n    stream && (stream.destroy(e), stream = null)\n    query = results = errorResponse = final = null\n    result = new Result()\n    rows = 0\n  }\n\n  function errored(err) {',
  },
]

/*
 * What begins a transaction takes its connection out of the common use only where the socket takes its bytes at once and the
 * pipeline is not full. Else it begins all the same, others write into a transaction that nobody commits, and all of it is lost.
 */
const reserving = [
  {
    was: 'return write(toBuffer(q))\n        && !q.describeFirst\n        && !q.cursorFn\n        && sent.length < max_pipeline\n        && (!q.options.onexecute || q.options.onexecute(connection))',
    is: 'const written = write(toBuffer(q))\n      if (q.options.onexecute)\n        return q.options.onexecute(connection)\n      return written\n        && !q.describeFirst\n        && !q.cursorFn\n        && sent.length < max_pipeline',
  },
  { was: '!query && onopen(connection)', is: '!query && !connection.reserved && onopen(connection)' },
]

/*
 * The option `patience` (milliseconds, none unless told): a statement that was not sent yet waits so long for a server that is away
 * or starting, in place of failing at once. No statement is given to a connection whose other side has just gone.
 */
const waiting = [
  {
    was: '  function queryError(query, err) {',
    is: "  function awaited(err) {\n    return options.patience && !terminated && err && away.has(err.code) && performance.now() - (initial.since || (initial.since = performance.now())) < options.patience\n  }\n\n  function queryError(query, err) {",
  },
  { was: 'initial && (queryError(initial, err), initial = null)', is: 'initial && !awaited(err) && (queryError(initial, err), initial = null)' },
  { was: 'setTimeout(connect, closedTime', is: 'setTimeout(() => initial && connect(), closedTime' },
  { was: 'const errorFields = {', is: "const away = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'CONNECTION_CLOSED', '57P01', '57P02', '57P03', '53300'])\n\nconst errorFields = {" },
  { was: '    terminate,\n    execute,', is: '    terminate,\n    dying: () => socket === null || !socket.writable,\n    execute,' },
]

/*
 * The option `spread`: outside of a transaction no statement is sent behind another one. The pool gives all that waits to the first
 * connection that comes free, up to a hundred statements one behind the other, while the rest of the connections are idle.
 */
const spreading = [
  { was: 'busy.length\n      ? go(', is: 'busy.length && !options.spread\n      ? go(' },
  { was: 'let max = Math.ceil(', is: 'let max = options.spread ? 1 : Math.ceil(' },
  { was: 'patience        : o.patience,', is: 'patience        : o.patience,\n    spread          : o.spread,' },
]

const connection = [...closing, ...forgetting, ...reserving, ...waiting]
const pool = [
  { was: 'let savepoints = 0\n      , connection\n', is: 'let savepoints = 0\n      , gone = null\n      , connection\n' },
  { was: 'new Promise((_, reject) => connection.onclose = reject)\n      ])\n    } catch', is: 'new Promise((_, reject) => gone ? reject(gone) : connection.onclose = e => (lost(e), reject(e)))\n      ])\n    } catch' },
  { was: 'uncaughtError = e))\n        c.queue === full', is: 'uncaughtError = e))\n        gone ? q.reject(gone) : c.queue === full' },
  { was: 'function onexecute(c) {\n      connection = c\n', is: 'function lost(e) {\n      gone = e\n      while (queries.length)\n        queries.shift().reject(e)\n    }\n\n    function onexecute(c) {\n      connection = c\n      c.onclose = lost\n' },
  { was: 'function handler(query) {\n    if (ending)', is: 'function handler(query) {\n    query.since = performance.now()\n    if (ending)' },
  { was: 'function go(c, query) {\n', is: 'function go(c, query) {\n    if (c.dying())\n      return queries.push(query)\n\n' },
  { was: 'socket          : o.socket,', is: 'socket          : o.socket,\n    patience        : o.patience,' },
  ...spreading,
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
  if (mended === text) return
  // A new file in its place: package managers share files between folders by hard links.
  writeFileSync(`${file}.${process.pid}`, mended)
  renameSync(`${file}.${process.pid}`, file)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) mendPostgres()
