import { expect, test } from 'vitest'
import { createTarget } from '@/lib/clusters/manage'
import { readTarget } from '@/lib/clusters/read'
import { scaleClusters } from '@/lib/clusters/scale'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'

// A database of its own: every cluster in it is looked after, and one with waiting steps would launch real nodes.
const database = await testDatabase()

test('a Ray that is not there is said to be a problem before any step asks for it', async () => {
  const admin = await testContext(database.db, { role: 'admin' })
  const made = await createTarget(admin, { name: 'away', engine: 'ray', address: 'http://127.0.0.1:9', studioUrl: 'http://studio:3000' })
  expect(made.state).toBe('ready')
  await scaleClusters({ db: database.db, hint: () => {} })
  expect(await readTarget(admin, made.name)).toMatchObject({ state: 'problem', problem: expect.stringContaining('Nothing listens'), nodes: 0 })
})
