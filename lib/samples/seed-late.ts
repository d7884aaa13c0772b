import { readSetting, writeSetting } from '@/db/queries/launch'
import { findWorkspaceBySlug } from '@/db/queries/identity'
import type { Database } from '@/db/client'
import { digitsProject, seedDigits } from './digits'
import { lateSetting, samplesPending, type Progress } from './seed'

/** After so many seconds of a studio's life: its first run has the machine to itself until then. */
const patience = 15
let over = false

/** Brings in what a new installation gets without its start waiting for it. Once in its life; an interrupted one is taken up again. */
export async function seedLate(db: Database, uptime: number = process.uptime()): Promise<void> {
  if (over || uptime < patience) return
  over = true
  try {
    if ((await readSetting<Progress>(db, lateSetting)) !== 'pending') return
    const workspace = await findWorkspaceBySlug(db, 'sample')
    if (!workspace || (await samplesPending(db))) return void (over = false)
    if (await seedDigits({ workspace, actor: { kind: 'system', name: 'Atelier' }, db })) console.log(`The sample labeling project “${digitsProject}” is there.`)
    await writeSetting(db, lateSetting, 'done' satisfies Progress)
  } catch (error) {
    over = false
    throw error
  }
}
