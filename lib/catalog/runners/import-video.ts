import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ImportVideoParams } from '../label/import-video'
import { text } from '../sql-text'
import type { TableStep } from '../types'
import { UserError } from '../user-error'
import { choose } from './video/choose'
import { cutFrames, type CutFrame } from './video/cut-frames'
import { probeVideo } from './video/probe'
import { zipFiles } from './video/zip-files'
import { defineRunner, input } from './support'

/** Frames of one video; more pictures than these make a table that is better made of several. */
const mostFrames = 5_000

/** Cuts the video with the agent's ffmpeg. @throws UserError where there is none, or the file is no video */
export const runImportVideo = defineRunner(ImportVideoParams, async (step, params) => {
  const video = input(step, 'video')
  const times = await probeVideo(video)
  const wanted = choose(times, params)
  if (wanted.length > mostFrames) throw new UserError(`That is ${wanted.length.toLocaleString('en')} frames, and at most ${mostFrames.toLocaleString('en')} come out of one video. Keep fewer of them.`)
  step.engine.log(`${times.length.toLocaleString('en')} frames in ${times.at(-1)!.toFixed(1)} s; ${wanted.length.toLocaleString('en')} are kept`)
  const tell = (done: number) => step.engine.log(`Cut ${done.toLocaleString('en')} of ${wanted.length.toLocaleString('en')} frames`)
  // The pictures lie beside the archive: that is where the engine may read.
  const pack = async (file: string) => {
    const folder = path.join(path.dirname(file), 'frames')
    mkdirSync(folder)
    const frames = await cutFrames({ video, folder, wanted, times, side: params.side, tell })
    await writeFrames(step, folder, frames)
    await zipFiles(frames.map(({ image }) => ({ name: image, path: path.join(folder, image) })), file)
    step.metric('frames', frames.length)
  }
  await step.writeFile('file', '.zip', pack, { filename: 'frames.zip', format: 'zip' })
})

async function writeFrames(step: TableStep<unknown>, folder: string, frames: CutFrame[]): Promise<void> {
  const list = path.join(folder, 'frames.ndjson')
  writeFileSync(list, frames.map((frame, ordinal) => JSON.stringify({ ...frame, ordinal, path: path.join(folder, frame.image) })).join('\n'))
  const columns = "{image: 'VARCHAR', frame: 'BIGINT', second: 'DOUBLE', width: 'BIGINT', height: 'BIGINT', ordinal: 'BIGINT', path: 'VARCHAR'}"
  await step.writeTable(
    'table',
    `SELECT f.image, f.frame, f.second, f.width, f.height, b.content AS picture
     FROM read_json(${text(list)}, format = 'newline_delimited', columns = ${columns}) f JOIN read_blob(${text(path.join(folder, '*.jpg'))}) b ON b.filename = f.path ORDER BY f.ordinal`,
  )
}
