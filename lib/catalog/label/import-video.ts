import * as z from 'zod/mini'
import { defineComponent, type Column, type InferContext, type Inference } from '../types'

/** The tag that an agent has by itself where it finds ffmpeg and ffprobe. */
export const ffmpegTag = 'ffmpeg'

export const ImportVideoParams = z.object({
  by: z._default(z.enum(['second', 'frame']), 'second'),
  /** Frames kept of each second of the video. */
  perSecond: z._default(z.number().check(z.gt(0, 'Above 0'), z.lte(120, 'At most 120')), 1),
  /** Of so many frames, one is kept. */
  every: z._default(z.number().check(z.int('A whole number'), z.gte(1, 'At least 1'), z.lte(100_000)), 30),
  /** Pixels of the longer side at most. */
  side: z._default(z.number().check(z.int(), z.gte(64), z.lte(8_192)), 1_920),
})
export type ImportVideoParams = z.infer<typeof ImportVideoParams>

/** What comes out. */
export const frameColumns: Column[] = [
  { name: 'image', type: 'text' },
  { name: 'frame', type: 'integer' },
  { name: 'second', type: 'number' },
  { name: 'width', type: 'integer' },
  { name: 'height', type: 'integer' },
  { name: 'picture', type: 'other' },
]

function infer({ connected }: InferContext<ImportVideoParams>): Inference {
  const problems: Inference['problems'] = connected.has('video') ? [] : [{ severity: 'error', port: 'video', message: 'Connect the video that is to be cut' }]
  return { outputs: { table: frameColumns }, problems }
}

export const importVideo = defineComponent({
  id: 'label.import-video',
  version: 1,
  name: 'Cut video into frames',
  category: 'Label',
  icon: 'film',
  summary: 'Frames of a video as images, with their number and time',
  keywords: ['video', 'movie', 'mp4', 'frames', 'ffmpeg', 'images', 'camera', 'labeling'],
  inputs: [{ name: 'video', type: 'file', label: 'Video', help: 'A file that ffmpeg can read, such as MP4, MOV, WebM, MKV or AVI.' }],
  outputs: [
    { name: 'table', type: 'table', label: 'Frames', help: 'A row for each frame: its name, number and time, and the picture itself.' },
    { name: 'file', type: 'file', label: 'Archive', help: 'The same pictures as JPEG files in a zip archive, for a labeling project.' },
  ],
  params: ImportVideoParams,
  fields: [
    { name: 'by', label: 'Frames that are kept', kind: 'choice', options: [{ value: 'second', label: 'So many a second' }, { value: 'frame', label: 'Every n-th' }] },
    { name: 'perSecond', label: 'Frames a second', kind: 'number', min: 0.001, max: 120, visible: ({ by }) => by !== 'frame', help: 'Below 1 for less than one: 0.2 keeps a frame every five seconds.' },
    { name: 'every', label: 'Every n-th frame', kind: 'number', min: 1, step: 1, visible: ({ by }) => by === 'frame' },
    { name: 'side', label: 'Longer side at most', kind: 'number', min: 64, max: 8_192, step: 1, unit: 'pixels', advanced: true, help: 'Larger frames are made smaller.' },
  ],
  describe: ({ by, perSecond, every }) => (by === 'second' ? `${perSecond.toLocaleString('en')} a second` : every === 1 ? 'every frame' : `one frame of every ${every.toLocaleString('en')}`),
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
