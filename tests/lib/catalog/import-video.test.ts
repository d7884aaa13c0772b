import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import yauzl from 'yauzl'
import { afterAll, describe, expect, test } from 'vitest'
import { findComponent } from '@/lib/catalog'
import { frameColumns } from '@/lib/catalog/label/import-video'
import { choose } from '@/lib/catalog/runners/video/choose'
import { selecting } from '@/lib/catalog/runners/video/cut-frames'
import { Workbench } from './bench'

const bench = new Workbench()
afterAll(() => bench.close())
const fileAt = (path: string) => ({ path, digest: '', size: 0, type: 'file' as const, meta: {} })
const there = ['ffmpeg', 'ffprobe'].every((program) => spawnSync(program, ['-version']).status === 0)

describe('which frames are kept', () => {
  const times = Array.from({ length: 50 }, (_, at) => at / 25)
  test('so many of each second, or every n-th', () => {
    expect(choose(times, { by: 'second', perSecond: 1, every: 1 })).toEqual([0, 25])
    expect(choose(times, { by: 'second', perSecond: 5, every: 1 })).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40, 45])
    expect(choose(times, { by: 'second', perSecond: 100, every: 1 })).toHaveLength(50)
    expect(choose(times, { by: 'frame', perSecond: 1, every: 20 })).toEqual([0, 20, 40])
    // Of an uneven rate, those that are there.
    expect(choose([0, 0.9, 3.2, 3.3, 4], { by: 'second', perSecond: 1, every: 1 })).toEqual([0, 2, 4])
  })
  test('are told to ffmpeg in few words', () => {
    expect(selecting([0, 20, 40])).toBe('between(n,0,40)*not(mod(n-0,20))')
    expect(selecting([3, 4, 9])).toBe('between(n,3,4)*not(mod(n-3,1))+eq(n,9)')
  })
})

test.runIf(there)('frames come with their number and time, as a table and as an archive', async () => {
  // The n-th frame is as bright as its number: it can be told from its picture.
  const video = path.join(bench.folder, 'clip.mkv')
  execFileSync('ffmpeg', ['-loglevel', 'error', '-f', 'lavfi', '-i', "nullsrc=s=64x48:r=10:d=3,geq=lum='16+N*6':cb=128:cr=128", '-c:v', 'ffv1', video])
  const { outputs, metrics } = await bench.run('label.import-video@1', { by: 'frame', every: 7, side: 64 }, { video: fileAt(video) })
  const { columns, rows } = await bench.read(outputs.table!)
  expect(columns).toEqual(frameColumns)
  expect(rows.map((row) => row.slice(0, 5))).toEqual([0, 7, 14, 21, 28].map((frame) => [`frame-${String(frame).padStart(6, '0')}_${(frame / 10).toFixed(3)}s.jpg`, frame, frame / 10, 64, 48]))
  expect(metrics).toMatchObject({ frames: 5 })
  const zip = await yauzl.openPromise(outputs.file!.path, { lazyEntries: true })
  const names: string[] = []
  for await (const entry of zip.eachEntry()) names.push(entry.fileName)
  expect(names).toEqual(rows.map(([image]) => image))
}, 60_000)

test.runIf(there)('a file that is no video is refused with what ffmpeg says of it', async () => {
  const file = path.join(bench.folder, 'not.mp4')
  writeFileSync(file, 'no video at all')
  await expect(bench.run('label.import-video@1', {}, { video: fileAt(file) })).rejects.toThrow(/cannot be read as a video: Invalid data[^/]*as MP4\.$/)
}, 60_000)

test.skipIf(there)('without ffmpeg on this machine no video is cut: skipped', () => undefined)

test('asks for a video', () => {
  const component = findComponent('label.import-video@1')!
  expect(component.infer({ params: component.params.parse({}), inputs: {}, connected: new Set(), asset: () => null })).toMatchObject({ outputs: { table: frameColumns }, problems: [{ port: 'video' }] })
})
