// What the studio survives: PostgreSQL drops its connections while statements and transactions are under way.
import net, { type AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { connect, isOutage } from '@/db/client'
import { testDatabase } from '../support/database'

const database = await testDatabase()
const terminate = () => database.sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.catch(() => {})

/** A way to PostgreSQL that can be cut as a network is: both sides hear of it by a reset. */
async function proxy(port = 0) {
  const { hostname, port: to } = new URL(database.url)
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    const other = net.connect(Number(to), hostname)
    for (const [one, two] of [[socket, other], [other, socket]] as const) sockets.add(one.on('error', () => {}).on('close', () => two.destroy()))
    socket.pipe(other).pipe(socket)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = new URL(database.url)
  address.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const cut = () => sockets.forEach((socket) => socket.resetAndDestroy())
  const close = () => new Promise<void>((resolve) => (server.close(() => resolve()), cut()))
  closing.push(close)
  return { url: address.href, port: Number(address.port), cut, close }
}
const closing: (() => Promise<void>)[] = []
afterAll(() => Promise.all(closing.map((close) => close())))

test('statements and transactions on connections that are dropped fail, and the pool works on afterwards', async () => {
  const own = connect(database.url, { max: 4 })
  let failed = 0
  for (let round = 0; round < 4; round++) {
    const work = Array.from({ length: 40 }, (_, at) =>
      own.sql
        .begin(async (tx) => {
          await tx`select ${at}::int`
          await tx`select pg_sleep(0.02)`.catch(() => {})
          // The connection may be gone by now: this statement is written to it all the same.
          await tx`select ${'x'}::text`
        })
        .catch(() => failed++),
    )
    await new Promise((resolve) => setTimeout(resolve, 15))
    await terminate()
    await Promise.all(work)
  }
  expect(failed).toBeGreaterThan(0)
  const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => own.sql<[{ n: number }]>`select ${at}::int as n`.catch(() => own.sql<[{ n: number }]>`select ${at}::int as n`)))
  expect(answers.map(([row]) => row.n)).toEqual(Array.from({ length: 40 }, (_, at) => at))
  await own.close()
})

test('what is written between the error and the close of a connection fails, and no later statement gets its answer', async () => {
  const way = await proxy()
  const own = connect(way.url, { max: 1 })
  const lost = own.sql.begin(async (tx) => {
    await tx`select 1`
    setTimeout(way.cut, 50)
    await tx`select pg_sleep(1)`.catch(() => {})
    await tx`select ${'never sent'}::text`
  })
  const error: unknown = await lost.catch((reason: unknown) => reason)
  expect(isOutage(error)).toBe(true)
  for (const n of [1, 2, 3]) expect(await own.sql`select ${n}::int as n`).toEqual([{ n }])
  await own.close()
})

test('the error that ended a connection is not told to the first statement of the next', async () => {
  const own = connect(database.url, { max: 1 })
  const lost = own.sql`select pg_sleep(20)`.catch((error: unknown) => error)
  await expect.poll(() => database.sql`select 1 from pg_stat_activity where query like 'select pg_sleep(20)%' and state = 'active'`.then(({ count }) => count)).toBe(1)
  await terminate()
  expect(isOutage(await lost)).toBe(true)
  expect(await own.sql`select 1 as n`).toEqual([{ n: 1 }])
  await own.close()
})

test('a transaction that begins behind a full pipeline has its connection for itself, and what it wrote is kept', async () => {
  const own = connect(database.url, { max: 2 })
  await own.sql`create table kept (n int)`
  const ask = (n: number) => own.sql<[{ n: number }]>`select ${n}::int as n`.then(([row]) => row.n)
  // Twice on each connection, so that the statement is prepared and the next are sent without waiting.
  for (let round = 0; round < 3; round++) await Promise.all([0, 1, 2, 3].map(ask))
  const numbers = Array.from({ length: 600 }, (_, at) => at)
  const [answers] = await Promise.all([
    Promise.all(numbers.map(ask)),
    ...[90, 98, 99, 100, 101, 102, 150, 199, 200].map((n) => own.sql.begin((tx) => tx`insert into kept values (${n})`)),
    ...numbers.map((n) => (n % 40 === 0 ? own.sql.begin((tx) => tx`insert into kept values (${n})`) : ask(n))),
  ])
  expect(answers).toEqual(numbers)
  expect(await database.sql`select count(*)::int as n from kept`).toEqual([{ n: 9 + 15 }])
  expect(await database.sql`select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`).toEqual([])
  await own.close()
})

test('what was not sent yet waits for a server that comes back, and fails where it does not', async () => {
  const way = await proxy()
  const own = connect(way.url, { max: 2, patience: 20_000 })
  await own.sql`select 1`
  await way.close()
  // Until the driver has heard of it: what is sent just then is lost with the connection.
  await new Promise((resolve) => setTimeout(resolve, 50))
  const waiting = Promise.all([own.sql`select 1 as n`, own.sql.begin((tx) => tx`select 2 as n`), own.sql`select 3 as n`])
  await new Promise((resolve) => setTimeout(resolve, 200))
  await proxy(way.port)
  expect(await waiting).toEqual([[{ n: 1 }], [{ n: 2 }], [{ n: 3 }]])
  await own.close()
  const other = await proxy()
  await other.close()
  const hasty = connect(other.url, { max: 1, patience: 0 })
  await expect(hasty.sql`select 1`).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  await hasty.close()
})

// An unheard refusal would end the process, and fails this run of the tests.
test('a server that goes away while a connection opens fails the statement, and nothing else', async () => {
  const message = (kind: string, body: Buffer) => {
    const head = Buffer.alloc(5)
    head.write(kind)
    head.writeInt32BE(body.length + 4, 1)
    return Buffer.concat([head, body])
  }
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    let greeted = false
    socket.on('data', () => {
      // Its first question, for array types, is never answered: the server is gone for good.
      if (greeted) return void (server.close(), sockets.forEach((open) => open.destroy()))
      greeted = true
      socket.write(Buffer.concat([message('R', Buffer.alloc(4)), message('Z', Buffer.from('I'))]))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const own = connect(`postgres://a:b@127.0.0.1:${(server.address() as AddressInfo).port}/c`, { max: 1, patience: 0 })
  await expect(own.sql`select 1`).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  await own.sql.end({ timeout: 0 })
})
