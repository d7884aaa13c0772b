import { readdirSync, renameSync } from 'node:fs'
import path from 'node:path'
import { runFfmpeg } from './run-ffmpeg'

export interface CutFrame {
  image: string
  /** In the video, from 0. */
  frame: number
  second: number
  width: number
  height: number
}

interface Cut {
  video: string
  /** Where the pictures are put; nothing else ends in .jpg there. */
  folder: string
  /** Numbers of the frames that are kept, rising. */
  wanted: readonly number[]
  /** Of every frame of the video, in seconds. */
  times: readonly number[]
  /** Pixels of the longer side at most. */
  side: number
  /** Hears every few seconds how many there are. */
  tell: (done: number) => void
}

const tellEveryMs = 2_000
/** JPEG, hardly to be told from the frame. */
const quality = '3'

/** Writes the frames as JPEG files, upright, each named by its number and time. @throws UserError */
export async function cutFrames({ video, folder, wanted, times, side, tell }: Cut): Promise<CutFrame[]> {
  let told = Date.now()
  const sizes: [number, number][] = []
  const fit = `scale=w='min(iw,${side})':h='min(ih,${side})':force_original_aspect_ratio=decrease`
  await runFfmpeg('ffmpeg', ['-hide_banner', '-nostats', '-i', video, '-map', '0:v:0', '-vf', `select='${selecting(wanted)}',${fit},showinfo`, '-fps_mode', 'passthrough', '-q:v', quality, path.join(folder, 'cut-%09d.jpg')], (line) => {
    const shown = /Parsed_showinfo.* n: *\d+ .* s:(\d+)x(\d+) /.exec(line)
    if (!shown) return
    sizes.push([Number(shown[1]), Number(shown[2])])
    if (Date.now() - told < tellEveryMs) return
    told = Date.now()
    tell(sizes.length)
  })
  const files = readdirSync(folder).filter((name) => name.startsWith('cut-')).sort()
  // A damaged end has fewer frames than the file says.
  return files.slice(0, wanted.length).map((file, at) => {
    const frame = wanted[at]!
    const second = times[frame]!
    const image = `frame-${String(frame).padStart(6, '0')}_${second.toFixed(3)}s.jpg`
    renameSync(path.join(folder, file), path.join(folder, image))
    const [width, height] = sizes[at] ?? [0, 0]
    return { image, frame, second: Math.round(second * 1e6) / 1e6, width, height }
  })
}

/** The frames as ffmpeg's expression of their number `n`: equal steps as one term, so that it stays short. */
export function selecting(wanted: readonly number[]): string {
  const terms: string[] = []
  for (let at = 0; at < wanted.length; ) {
    const from = wanted[at]!
    const step = (wanted[at + 1] ?? from + 1) - from
    let last = at
    while (wanted[last + 1] === wanted[last]! + step) last++
    const to = wanted[last]!
    terms.push(last === at ? `eq(n,${from})` : `between(n,${from},${to})*not(mod(n-${from},${step}))`)
    at = last + 1
  }
  return terms.join('+') || '0'
}
